import { jurisdictionOf } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { Outcome, Task } from '../../flows/contract/index.ts'
import type { CaseTask } from '../contract/index.ts'
import { answerRows } from '../domain/answer-text.ts'
import type { Case } from '../domain/case.ts'
import type { StoredCase } from '../store/case-store.ts'
import { openAnswers } from '../store/sealed-case.ts'
import { basisText, day, issuePaper, tellApplicant } from './case-paper.ts'
import type { CasesContext } from './cases-context.ts'

const OUTCOMES: Readonly<Record<Outcome, string>> = { pass: '同意', return: '退回', deny: '不同意' }

type PlannedDocument = NonNullable<CaseTask['documents']>[number]

/** 文书 that the drawing has the open tasks of a case issue, by task. */
export async function plannedDocuments(
  ctx: CasesContext,
  aCase: Pick<Case, 'id' | 'division'>,
  tasks: readonly Task[],
): Promise<ReadonlyMap<string, readonly PlannedDocument[]>> {
  const open = tasks.filter(({ state, elementId }) => state === 'open' && elementId !== undefined)
  const named = open.length === 0 ? new Map<string, never>() : await ctx.flows.documentsAt(ctx, aCase.id)
  if (named.size === 0) return new Map()
  const templates = await templatesFor(ctx, aCase)
  return new Map(
    open.map(({ id, elementId = '' }) => [
      id,
      (named.get(elementId) ?? []).map(({ templateId, outcome }) => {
        const template = templates.find((one) => one.templateId === templateId)
        return { name: template?.name ?? templateId, outcome, isInternal: template?.step === 'record' }
      }),
    ]),
  )
}

/** 出具环节文书: in the act that completes the step, filled from the case; notices go to the applicant, records to the file. */
export async function issueStepDocuments(
  ctx: CasesContext,
  about: StoredCase & { item: ServiceItem },
  done: { task: Task; outcome: Outcome; opinion: string | undefined; templateIds: readonly string[] },
): Promise<string[]> {
  const { aCase } = about
  if (done.templateIds.length === 0) return []
  const templates = await templatesFor(ctx, aCase)
  const data = await dataOf(ctx, about, done)
  const issued: string[] = []
  for (const id of done.templateIds) {
    const isInternal = templates.find(({ templateId }) => templateId === id)?.step === 'record'
    const document = await issuePaper(ctx, about, { template: { id }, data, isInternal })
    issued.push(document.id)
    if (isInternal) continue
    const text = `“${aCase.itemName}”已出具《${document.title}》，可以在办件里查看和下载。`
    await tellApplicant(ctx, aCase, { kind: 'case-document', title: document.title, text })
  }
  return issued
}

function templatesFor(ctx: CasesContext, { division }: Pick<Case, 'division'>) {
  return ctx.documents.usableTemplates(ctx, jurisdictionOf(division))
}

async function dataOf(
  ctx: CasesContext,
  { aCase, sealed, item }: StoredCase & { item: ServiceItem },
  { task, outcome, opinion }: { task: Task; outcome: Outcome; opinion: string | undefined },
) {
  const { staffId } = ctx.actor
  const names = await ctx.organizations.staffNames(ctx, staffId === undefined ? [] : [staffId])
  const performedBy = staffId === undefined ? undefined : names.get(staffId)
  const questions = (item.form.schema.properties ?? {}) as Parameters<typeof answerRows>[0]
  return {
    stepName: task.name,
    stepOutcome: OUTCOMES[outcome],
    acceptedOn: day(aCase.acceptedOn ?? ctx.today),
    legalBasis: basisText(item),
    answers: answerRows(questions, openAnswers(ctx.vault, sealed)),
    ...(opinion !== undefined && { opinion }),
    ...(performedBy !== undefined && { performedBy }),
  }
}
