import { problem } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import { CaseDrafted } from '../contract/events.ts'
import type { CaseStanding, CreateDraft } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { facts, standing } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import type { Applicant } from '../store/sealed-case.ts'
import type { CasesContext } from './cases-context.ts'
import { newCase, newSealedPart } from './new-case.ts'
import { requireOpenItem } from './open-item.ts'

/** 开始申请: a draft of one's own, on the item's version of today. */
export async function createDraft(ctx: CasesContext, input: CreateDraft): Promise<CaseStanding> {
  const item = await requireOpenItem(ctx, input.itemId, input.applicantKind)
  const applicant = await applicantOf(ctx, input, item)
  const draft = newCase(ctx, item, { ownerId: ctx.actor.accountId, channel: input.channel })
  await caseStore.insert(ctx, { aCase: draft, sealed: newSealedPart(ctx, applicant, input.answers ?? {}) })
  ctx.emit(CaseDrafted.of({ ...facts(draft), channel: draft.channel }))
  return standing(draft)
}

/**
 * Who applies: the person who is signed in, or an organization for which they hold a mandate.
 * @throws cases/real-name-required, cases/no-mandate
 */
async function applicantOf(ctx: CasesContext, input: CreateDraft, item: ServiceItem): Promise<Applicant> {
  const person = await ctx.identity.personOf(ctx, ctx.actor.accountId ?? '')
  if (person.realNameLevel < item.minLevel) {
    throw problem(casesProblems['real-name-required'], { level: item.minLevel, current: person.realNameLevel })
  }
  const { accountId, name, citizenId, phone } = person
  if (citizenId === undefined || phone === undefined) {
    throw problem(casesProblems['real-name-required'], { level: Math.max(item.minLevel, 1), current: 0 })
  }
  if (input.applicantKind === 'person') return { kind: 'person', name, code: citizenId, phone }
  const mandate = await ctx.identity.findMandate(ctx, { accountId, creditCode: input.creditCode ?? '' })
  if (!mandate) throw problem(casesProblems['no-mandate'])
  return { kind: 'organization', name: mandate.organizationName, code: mandate.creditCode, phone, agentName: name }
}
