import type { RunningRule, ServiceItem } from '../../catalogue/contract/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { CaseView } from '../contract/index.ts'
import { reachable, standing } from '../domain/case.ts'
import type { Case } from '../domain/case.ts'
import { progressOf } from '../domain/progress.ts'
import { statusCode } from '../domain/status-code.ts'
import type { StoredCase } from '../store/case-store.ts'
import { openAnswers, openApplicant } from '../store/sealed-case.ts'
import { abilitiesOf } from './abilities.ts'
import { erasedApplicant, maskedApplicant } from './present-applicant.ts'
import { presentErased, presentKeeping } from './present-erased.ts'
import { presentMaterials } from './present-materials.ts'
import { presentOutcome } from './present-outcome.ts'
import { presentDocuments, presentLicences } from './present-papers.ts'
import { presentTasks } from './present-tasks.ts'
import { timelineOf } from './timeline.ts'

/** The whole of a case for one reader: what may be seen, and what may be done now. */
export async function presentCase(ctx: CasesContext, stored: StoredCase): Promise<CaseView> {
  const { aCase, sealed } = stored
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const isOwn = ctx.permit.allows('cases.apply', reachable(aCase))
  const limits = (await ctx.limits.listFor(ctx, [aCase.id])).get(aCase.id) ?? []
  const tasks = await presentTasks(ctx, aCase, isOwn)
  const applicant = openApplicant(ctx.vault, sealed)
  const answers = openAnswers(ctx.vault, sealed)
  const isLicence = item.result.kind === 'licence'
  return {
    ...standing(aCase),
    ...presentFacts(aCase),
    ...presentProgress(aCase, tasks),
    isDemo: item.isDemo,
    ...(item.stateNotice && { itemNotice: item.stateNotice }),
    ...(item.result.right !== undefined && { right: item.result.right }),
    ...(await presentErased(ctx, aCase)),
    ...presentKeeping(ctx, aCase),
    applicant: aCase.erasedAt
      ? erasedApplicant(applicant)
      : isOwn
        ? { ...applicant, masked: false }
        : maskedApplicant(applicant),
    answers,
    ...(aCase.restrictedAt && { restrictedSince: aCase.restrictedAt.toISOString() }),
    notes: await presentNotes(ctx, aCase.id),
    materials: await presentMaterials(ctx, stored, { item, answers }),
    ...presentOutcome(ctx, stored, item),
    specialProcedures: await openableProcedures(ctx, aCase, item),
    limits,
    tasks,
    documents: await presentDocuments(ctx, aCase.id, isOwn),
    licences: await presentLicences(ctx, aCase),
    ...(await timelineOf(ctx, aCase.id, isOwn ? 'applicant' : 'official')),
    abilities: abilitiesOf(ctx, { aCase, row: reachable(aCase), tasks, limits, isLicence, rule: ruleOf(aCase, item) }),
  }
}

/** As pages see it; the act itself asks again, and holds the answer until it has ended. */
function ruleOf({ pausedOn }: Case, { state, stateNotice }: ServiceItem): RunningRule {
  if (pausedOn !== undefined) return 'hold'
  return (state !== 'published' && stateNotice?.state === state ? stateNotice.runningRule : undefined) ?? 'continue'
}

async function presentNotes(ctx: CasesContext, caseId: string): Promise<CaseView['notes']> {
  const notes = await ctx.notesBeside().list(ctx, caseId)
  return notes.map(({ text, notedAt }) => ({ text, notedAt: notedAt.toISOString() }))
}

function presentFacts(aCase: Case) {
  const { caseNo, queryCode, itemId, itemVersion, itemName, organizationId, organizationName, division, channel } =
    aCase
  const { submittedAt, receivedAt, acceptedAt, createdAt, updatedAt } = aCase
  return {
    ...{ caseNo, queryCode, itemId, itemVersion, itemName, organizationId, organizationName, division, channel },
    submittedAt: submittedAt?.toISOString(),
    receivedAt: receivedAt?.toISOString(),
    acceptedAt: acceptedAt?.toISOString(),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

function presentProgress({ state, suspension, pausedOn }: Case, tasks: CaseView['tasks']) {
  const open = tasks.filter((task) => task.state === 'open')
  const openSteps = open.map((task) => task.name)
  return {
    progress: progressOf(state, {
      openSteps,
      suspendedFor: suspension?.procedureName,
      isPaused: pausedOn !== undefined,
    }),
    statusCode: statusCode(state, {
      suspended: suspension !== undefined || pausedOn !== undefined,
      step: open[0]?.step,
    }),
  }
}

/** Those that stop the clock and that the flow lets be opened where it stands. */
async function openableProcedures(ctx: CasesContext, { id }: Case, item: ServiceItem) {
  const procedures = clockStopping(item)
  const openable = procedures.length === 0 ? undefined : await ctx.flows.proceduresAt(ctx, id)
  return openable ? procedures.filter(({ code }) => openable.includes(code)) : procedures
}

function clockStopping(item: ServiceItem): CaseView['specialProcedures'] {
  return item.specialProcedures.flatMap(({ code, name, legalBasis, stopsClock, limitWorkdays }) =>
    stopsClock && legalBasis !== undefined ? [{ code, name, legalBasis, limitWorkdays }] : [],
  )
}
