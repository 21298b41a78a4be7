import { newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { OutputOf } from '../../../kernel/index.ts'
import type { RightDone, RightRequest } from '../../cases/index.ts'
import type { CarryOutRight } from '../contract/index.ts'
import { personalDataProblems } from '../contract/index.ts'
import { CorrectionNoted } from '../contract/events.ts'
import type { PersonalDataContext } from '../queries/personal-data-context.ts'
import { concernedBy, whyNotGranted } from '../queries/rights-to-carry-out.ts'
import type { Concerned } from '../queries/rights-to-carry-out.ts'
import * as noteStore from '../store/note-store.ts'

/** 实施 (个人信息保护法 arts 46, 47): by the officer, what another has granted; the module that keeps the data does it. */
export function carryOutRight(ctx: PersonalDataContext, input: CarryOutRight): Promise<OutputOf<typeof CarryOutRight>> {
  return ctx.cases.rightsDesk.carryOut(ctx, input, (request) => WAYS[request.right](ctx, request, input))
}

type Way = (ctx: PersonalDataContext, request: RightRequest, input: CarryOutRight) => Promise<RightDone>

const WAYS: Readonly<Record<RightRequest['right'], Way>> = {
  correct,
  delete: erase,
  explain: notYet,
  relatives: notYet,
}

/** An explanation is the answer itself, and passes on as it is. */
function notYet(): never {
  throw problem(personalDataProblems['not-grantable'], { why: '这类请求不需要实施' })
}

/** What is an account's own is changed; everything else keeps its words, and a note stands beside them. */
async function correct(ctx: PersonalDataContext, request: RightRequest, input: CarryOutRight): Promise<RightDone> {
  const { fact, value, note } = input
  const isChange = fact !== undefined && value !== undefined && note === undefined
  const isNote = note !== undefined && fact === undefined && value === undefined
  if (!isChange && !isNote) throw problem(personalDataProblems['correction-incomplete'])
  const { holding, thing, accountId } = await requireOwn(ctx, request)
  if (isChange) {
    const change = holding.correct?.[fact]
    if (!change) throw problem(personalDataProblems['fact-not-changed'], { fact })
    await change(ctx, { accountId, value, caseId: request.caseId })
    return { holding: holding.name, way: 'changed' }
  }
  const id = newPublicId(splitPublicId(accountId).jurisdiction)
  const beside = { holding: holding.name, ...(thing !== undefined && { thing }) }
  await noteStore.insert(ctx, { id, accountId, ...beside, text: note ?? '', caseId: request.caseId, notedAt: ctx.now })
  ctx.emit(CorrectionNoted.of({ noteId: id, accountId, holding: holding.name, caseId: request.caseId }))
  return { holding: holding.name, way: 'noted' }
}

/** 删除: what may not be is refused, here too: a day may have passed since it was granted. */
async function erase(ctx: PersonalDataContext, request: RightRequest): Promise<RightDone> {
  const why = await whyNotGranted(ctx, request)
  if (why !== undefined) throw problem(personalDataProblems['not-grantable'], { why })
  const { holding, thing } = await requireOwn(ctx, request)
  if (!holding.erase || thing === undefined) throw new Error(`${holding.name} was found erasable and is not`)
  await holding.erase.erase(ctx, { thing, caseId: request.caseId })
  return { holding: holding.name, way: 'erased' }
}

/** @throws personal-data/not-grantable: not the applicant's, or without an account */
async function requireOwn(ctx: PersonalDataContext, request: RightRequest): Promise<Concerned> {
  const concerned = await concernedBy(ctx, request)
  if (typeof concerned === 'string') throw problem(personalDataProblems['not-grantable'], { why: concerned })
  return concerned
}
