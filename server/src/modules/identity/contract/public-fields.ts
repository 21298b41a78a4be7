import { Type } from 'typebox'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'

export const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })
export const Password = Type.String({ minLength: 1, maxLength: 128, title: '密码' })

/** 登录名 of an official. */
export const SignInLogin = Type.String({ pattern: '^[a-z][a-z0-9-]{3,31}$', title: '登录名' })
