import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { CaseId, CaseStanding } from './case.ts'
import { casesProblems as p } from './problems.ts'

/** 上传一份材料：文件直接到接口，表单不带脚本时也能用。 */
export const AttachMaterial = contract({
  name: 'cases.attachMaterial',
  method: 'POST',
  path: '/api/cases/:caseId/materials/:materialId/files',
  summary: '上传材料',
  params: Type.Object({ caseId: CaseId, materialId: Type.String({ maxLength: 80 }) }),
  upload: { maxBytes: 20 * 1024 * 1024 },
  response: CaseStanding,
  problems: [p['not-found'], p['not-allowed-now'], p['material-unknown'], p['too-many-files']],
})
export type AttachMaterial = InputOf<typeof AttachMaterial>
