import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { versioned } from './act.ts'
import { CaseId, CaseStanding } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const RemoveMaterial = contract({
  name: 'cases.removeMaterial',
  method: 'POST',
  path: '/api/cases/:caseId/materials/:materialId/files/:fileId/remove',
  summary: '删去材料中的一个文件',
  params: Type.Object({
    caseId: CaseId,
    materialId: Type.String({ maxLength: 80 }),
    fileId: Type.String({ maxLength: 60 }),
  }),
  body: Type.Object(versioned),
  response: CaseStanding,
  problems: [p['not-found'], p['not-allowed-now']],
})
export type RemoveMaterial = InputOf<typeof RemoveMaterial>
