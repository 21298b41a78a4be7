import type { ErasureAsked, PersonalHolding } from '../../../platform/module/index.ts'
import { ProcessingRestricted } from '../contract/events.ts'
import { facts, wasHandedIn } from '../domain/case.ts'
import { hasEnded } from '../domain/erasure.ts'
import * as caseStore from '../store/case-store.ts'
import type { CasesContext, CasesDeps } from './cases-context.ts'
import { eraseCase, whyKept } from './erase-personal-data.ts'

/** 应请求删除: the applicant asked, the officer verified, another granted; the same rules as for the archivist. */
export function eraseOnRequest(deps: CasesDeps): NonNullable<PersonalHolding['erase']> {
  return {
    hindrance: (ctx, asked) => hindrance({ ...ctx, ...deps }, asked),
    erase: (ctx, asked) => erase({ ...ctx, ...deps }, asked),
    restrict: (ctx, asked) => restrict({ ...ctx, ...deps }, asked),
  }
}

async function hindrance(ctx: CasesContext, { thing, caseId }: ErasureAsked): Promise<string | undefined> {
  const stored = await caseStore.get(ctx.tx, thing)
  if (!wasHandedIn(stored.aCase)) return '它还是草稿，由申请人自己撤回'
  return whyKept(ctx, stored, [caseId])
}

async function erase(ctx: CasesContext, { thing }: ErasureAsked): Promise<void> {
  const { aCase } = await caseStore.lock(ctx.tx, thing)
  await eraseCase(ctx, aCase, 'request')
}

/** 限制处理: of what has ended and is kept; what still runs is needed for what it was given for. */
async function restrict(ctx: CasesContext, { thing, caseId }: ErasureAsked): Promise<boolean> {
  const { aCase } = await caseStore.lock(ctx.tx, thing)
  if (!hasEnded(aCase) || aCase.erasedAt || aCase.restrictedAt) return false
  await caseStore.setRestricted(ctx, aCase, ctx.now)
  ctx.emit(ProcessingRestricted.of({ ...facts(aCase), requestId: caseId }))
  return true
}
