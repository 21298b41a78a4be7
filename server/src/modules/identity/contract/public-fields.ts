import { Type } from 'typebox'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'

export const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })
export const Password = Type.String({ minLength: 1, maxLength: 128, title: '密码' })
