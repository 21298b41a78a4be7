import type { CaseStanding, RemoveMaterial } from '../contract/index.ts'
import { requireWritable } from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import * as materialStore from '../store/material-store.ts'
import { takeOwnCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'

/** 删去一个文件, while writing; the file itself stays in the record of what was uploaded. */
export async function removeMaterial(ctx: CasesContext, input: RemoveMaterial): Promise<CaseStanding> {
  const { aCase } = await takeOwnCase(ctx, input)
  requireWritable(aCase, '删去材料')
  await materialStore.remove(ctx, aCase.id, input)
  ctx.nothingChanged()
  return standing(await caseStore.save(ctx, aCase))
}
