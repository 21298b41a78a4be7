import { principalOf, problem } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { MandateScope } from '../../identity/contract/index.ts'
import { CaseDrafted } from '../contract/events.ts'
import type { CaseStanding, CreateDraft } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { facts, standing } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import type { Applicant } from '../store/sealed-case.ts'
import { knownAnswers } from '../domain/known-answers.ts'
import { tellApplicant } from './case-paper.ts'
import type { CasesContext } from './cases-context.ts'
import { newCase, newSealedPart } from './new-case.ts'
import { requireOpenItem } from './open-item.ts'

/** 开始申请: a draft of one's own, or of the person who is acted for, on the item's version of today. */
export async function createDraft(ctx: CasesContext, input: CreateDraft): Promise<CaseStanding> {
  if (input.mandateId !== ctx.actor.mandateId) throw problem(casesProblems['acting-changed'])
  const item = await requireOpenItem(ctx, input.itemId, input.applicantKind)
  const { applicant, mandateId } = await applicantOf(ctx, input, item)
  const answers = { ...knownAnswers(item.form, applicant), ...input.answers }
  const draft = newCase(ctx, item, { ownerId: principalOf(ctx.actor), mandateId, channel: input.channel })
  await caseStore.insert(ctx, { aCase: draft, sealed: newSealedPart(ctx, applicant, answers) })
  ctx.emit(CaseDrafted.of({ ...facts(draft), channel: draft.channel, ...(mandateId !== undefined && { mandateId }) }))
  if (ctx.actor.mandateId !== undefined) {
    const text = `${applicant.agentName ?? '代办人'}开始代您申请“${draft.itemName}”。不是您同意的，可以在“授权”里撤销。`
    await tellApplicant(ctx, draft, { kind: 'acted-for', title: '有人正在代您办理', text })
  }
  return standing(draft)
}

interface AppliesBy {
  readonly applicant: Applicant
  readonly mandateId?: string
}

/**
 * Who applies: the person who is signed in, a person for whom they act, or an organization for which they hold a mandate.
 * @throws cases/real-name-required, cases/no-mandate, cases/outside-mandate
 */
async function applicantOf(ctx: CasesContext, input: CreateDraft, item: ServiceItem): Promise<AppliesBy> {
  const person = await ctx.identity.personOf(ctx, ctx.actor.accountId ?? '')
  if (person.realNameLevel < item.minLevel) {
    throw problem(casesProblems['real-name-required'], { level: item.minLevel, current: person.realNameLevel })
  }
  const { accountId, name, citizenId, phone } = person
  if (citizenId === undefined || phone === undefined) {
    throw problem(casesProblems['real-name-required'], { level: Math.max(item.minLevel, 1), current: 0 })
  }
  if (ctx.actor.mandateId !== undefined) return principalApplies(ctx, item, { phone, agentName: name, input })
  if (input.applicantKind === 'person') return { applicant: { kind: 'person', name, code: citizenId, phone } }
  const mandate = await ctx.identity.findMandate(ctx, { accountId, creditCode: input.creditCode ?? '' })
  if (!mandate) throw problem(casesProblems['no-mandate'])
  requireCovered(mandate.scope, item)
  return {
    applicant: {
      kind: 'organization',
      name: mandate.organizationName,
      code: mandate.creditCode,
      phone,
      agentName: name,
    },
    mandateId: mandate.id,
  }
}

/** 代办: the application is the principal's; whoever can be reached is the agent where the principal left no number. */
async function principalApplies(
  ctx: CasesContext,
  item: ServiceItem,
  by: { phone: string; agentName: string; input: CreateDraft },
): Promise<AppliesBy> {
  const acting = await ctx.identity.findActing(ctx)
  if (!acting || by.input.applicantKind !== 'person') throw problem(casesProblems['no-mandate'])
  if (!acting.covers({ itemId: item.id, themes: item.themes })) throw problem(casesProblems['outside-mandate'])
  const { name, citizenId, phone } = acting.principal
  const applicant: Applicant = {
    kind: 'person',
    name,
    code: citizenId,
    phone: phone ?? by.phone,
    agentName: by.agentName,
  }
  return { applicant, mandateId: acting.mandateId }
}

function requireCovered(scope: MandateScope, { id, themes }: ServiceItem): void {
  const named = scope.kind === 'items' ? [id] : themes
  const isCovered = scope.kind === 'all' || named.some((code) => scope.codes.includes(code))
  if (!isCovered) throw problem(casesProblems['outside-mandate'])
}
