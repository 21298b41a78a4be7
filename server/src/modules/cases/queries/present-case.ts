import { maskCitizenId, maskName, maskPhone } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import { progressOf } from '../domain/progress.ts'
import { statusCode } from '../domain/transitions.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import { reachable, standing } from '../actions/case-step.ts'
import { remediesOf } from '../actions/case-paper.ts'
import type { ApplicantView, CaseMaterial, CaseTask, CaseView } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'
import type { StoredCase } from '../store/case-store.ts'
import { listMaterialFiles } from '../store/material-store.ts'
import { openAnswers, openApplicant, openGaps, openWords } from '../store/sealed-case.ts'
import type { Applicant } from '../store/sealed-case.ts'
import { abilitiesOf } from './abilities.ts'
import { timelineOf } from './timeline.ts'

/** The whole of a case for one reader: what may be seen, and what may be done now. */
export async function presentCase(ctx: CasesContext, stored: StoredCase): Promise<CaseView> {
  const { aCase, sealed } = stored
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const isOwn = aCase.ownerId !== undefined && aCase.ownerId === ctx.actor.accountId
  const limits = (await ctx.limits.listFor(ctx, [aCase.id])).get(aCase.id) ?? []
  const tasks = await presentTasks(ctx, aCase, isOwn)
  const applicant = openApplicant(ctx.vault, sealed)
  const openTasks = tasks.filter((task) => task.state === 'open')
  return {
    ...standing(aCase),
    ...numbersAndTimes(aCase),
    progress: progressOf(aCase.state, {
      openSteps: openTasks.map((task) => task.name),
      suspendedFor: aCase.suspension?.procedureName,
    }),
    statusCode: statusCode(aCase.state, {
      suspended: aCase.suspension !== undefined,
      ...(openTasks[0] && { step: openTasks[0].step }),
    }),
    itemId: aCase.itemId,
    itemVersion: aCase.itemVersion,
    itemName: aCase.itemName,
    organizationId: aCase.organizationId,
    organizationName: aCase.organizationName,
    division: aCase.division,
    isDemo: item.isDemo,
    channel: aCase.channel,
    applicant: isOwn ? { ...applicant, masked: false } : maskedApplicant(applicant),
    answers: openAnswers(ctx.vault, sealed),
    materials: await presentMaterials(ctx, stored, item),
    ...outcome(ctx, stored, item),
    specialProcedures: item.specialProcedures.flatMap(({ code, name, legalBasis, stopsClock, limitWorkdays }) =>
      stopsClock && legalBasis !== undefined
        ? [{ code, name, legalBasis, ...(limitWorkdays !== undefined && { limitWorkdays }) }]
        : [],
    ),
    limits,
    tasks,
    documents: await presentDocuments(ctx, aCase.id),
    licences: await presentLicences(ctx, aCase.id),
    timeline: await timelineOf(ctx, aCase.id, isOwn ? 'applicant' : 'official'),
    abilities: abilitiesOf(ctx.permit, {
      aCase,
      row: reachable(aCase),
      tasks,
      limits,
      isLicence: item.result.kind === 'licence',
    }),
  }
}

function numbersAndTimes(aCase: Case) {
  const time = (at: Date | undefined) => at?.toISOString()
  return withoutUndefined({
    caseNo: aCase.caseNo,
    queryCode: aCase.queryCode,
    submittedAt: time(aCase.submittedAt),
    receivedAt: time(aCase.receivedAt),
    acceptedAt: time(aCase.acceptedAt),
    createdAt: aCase.createdAt.toISOString(),
    updatedAt: aCase.updatedAt.toISOString(),
  })
}

/** Officials see the name, because they decide on a person; the id and the phone stay covered until revealed. */
export function maskedApplicant(applicant: Applicant): ApplicantView {
  const { kind, name, code, phone, agentName } = applicant
  return {
    kind,
    name,
    code: kind === 'person' ? maskCitizenId(code) : code,
    phone: maskPhone(phone),
    masked: true,
    ...(agentName !== undefined && { agentName: maskName(agentName) }),
  }
}

async function presentMaterials(
  ctx: CasesContext,
  { aCase, sealed }: StoredCase,
  item: ServiceItem,
): Promise<CaseMaterial[]> {
  const files = await listMaterialFiles(ctx, aCase.id)
  return item.materials.map((material) => ({
    materialId: material.id,
    name: material.name,
    necessity: material.necessity,
    ...(material.notes !== undefined && { notes: material.notes }),
    paperReceived: sealed.paper_material_ids.includes(material.id),
    files: files
      .filter((file) => file.materialId === material.id)
      .map(({ fileId, fileName, mediaType, bytes, attachedAt }) => ({
        fileId,
        fileName,
        mediaType,
        bytes,
        attachedAt: attachedAt.toISOString(),
        href: `/api/files/${fileId}/content`,
      })),
  }))
}

async function presentTasks(ctx: CasesContext, aCase: Case, isOwn: boolean): Promise<CaseTask[]> {
  const tasks = await ctx.flows.tasksOf(ctx, aCase.id)
  const names = await ctx.organizations.staffNames(
    ctx,
    tasks.flatMap((task) => task.completedBy ?? []),
  )
  return tasks.map((task) => ({
    taskId: task.id,
    step: task.step,
    name: task.name,
    state: task.state,
    role: task.role,
    openedAt: task.openedAt,
    version: task.version,
    mine: task.state === 'open' && isMine(ctx, task) && ctx.permit.allows('flows.work', task),
    ...(task.completedAt !== undefined && { completedAt: task.completedAt }),
    ...(task.completedBy !== undefined && { performerName: names.get(task.completedBy) ?? '工作人员' }),
    // What officials write to each other is theirs; the applicant reads the decision and its reasons.
    ...(!isOwn && task.outcome !== undefined && { outcome: task.outcome }),
    ...(!isOwn && task.opinion !== undefined && { opinion: task.opinion }),
  }))
}

function isMine(
  { actor }: CasesContext,
  task: { role: string; excludedStaff: readonly string[]; assigneeId?: string },
): boolean {
  if (actor.staffId === undefined || task.excludedStaff.includes(actor.staffId)) return false
  return (
    (actor.roles as readonly string[]).includes(task.role) &&
    (task.assigneeId === undefined || task.assigneeId === actor.staffId)
  )
}

function outcome(ctx: CasesContext, { aCase, sealed }: StoredCase, item: ServiceItem): Partial<CaseView> {
  const words = openWords(ctx.vault, sealed)
  const remedies = remediesOf(item)
  const remedy = `${remedies.reconsideration}${remedies.litigation}`
  const isDeclined = aCase.state === 'notAccepted' || aCase.state === 'noLicenceNeeded'
  const granted = aCase.decidedAt !== undefined && aCase.state !== 'denied' && words === undefined
  return {
    ...(aCase.correctionRequestedAt && {
      correction: { gaps: openGaps(ctx.vault, sealed), requestedAt: aCase.correctionRequestedAt.toISOString() },
    }),
    ...(isDeclined && words && { refusal: { reason: words.reason, legalBasis: words.legalBasis ?? '', remedy } }),
    ...(aCase.state === 'preReturned' &&
      words && { refusal: { reason: words.reason, legalBasis: '', remedy: '请按要求修改后重新提交。' } }),
    ...(aCase.decidedAt && {
      decision: {
        granted,
        decidedAt: aCase.decidedAt.toISOString(),
        ...(words && { reason: words.reason }),
        ...(!granted && { remedy }),
      },
    }),
    ...(aCase.suspension && {
      suspension: withoutUndefined({
        procedure: aCase.suspension.procedureName,
        legalBasis: aCase.suspension.legalBasis,
        since: aCase.suspension.since,
        expectedWorkdays: aCase.suspension.expectedWorkdays,
      }),
    }),
  }
}

async function presentDocuments(ctx: CasesContext, caseId: string): Promise<CaseView['documents']> {
  const documents = await ctx.documents.listFor(ctx, caseId)
  return documents.map(({ id, template, title, documentNo, state, issuedAt }) => ({
    documentId: id,
    template,
    title,
    documentNo: documentNo ?? '',
    state,
    issuedAt,
    ...(state === 'ready' && { href: `/api/documents/${id}/content` }),
  }))
}

async function presentLicences(ctx: CasesContext, caseId: string): Promise<CaseView['licences']> {
  const licences = await ctx.licences.listFor(ctx, { caseId })
  return licences.map(({ id, name, identifier, licenceNo, state, validFrom, validTo, documentId }) => ({
    licenceId: id,
    name,
    identifier: identifier ?? '',
    licenceNo: licenceNo ?? '',
    state,
    validFrom,
    ...(validTo !== undefined && { validTo }),
    ...(documentId !== undefined && { href: `/api/documents/${documentId}/content` }),
  }))
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T
}
