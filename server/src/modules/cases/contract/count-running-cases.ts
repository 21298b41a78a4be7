import { Type } from 'typebox'
import { contract, PUBLIC_ID_PATTERN } from '../../../kernel/index.ts'

/** 在办数: on which versions of an item cases run, counted: a new version leaves them where they are. */
export const CountRunningCases = contract({
  name: 'cases.countRunningCases',
  method: 'GET',
  path: '/api/items/:itemId/running-cases',
  summary: '统计一个事项各版本上在办的办件',
  params: Type.Object({ itemId: Type.String({ pattern: PUBLIC_ID_PATTERN, title: '事项标识' }) }),
  response: Type.Object({
    versions: Type.Array(
      Type.Object({ version: Type.Integer({ title: '版本' }), running: Type.Integer({ title: '在办' }) }),
    ),
  }),
})
