import { chineseDate } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { DocumentView } from '../../documents/contract/index.ts'
import type { Case } from '../domain/case.ts'
import { openName } from '../store/sealed-case.ts'
import type { SealedPart } from '../store/sealed-case.ts'
import type { CasesContext } from './cases-context.ts'

type Paper = 'receipt' | 'correction' | 'acceptance' | 'suspension'
type Data = Record<string, string | string[] | Record<string, string>[]>

/** 文书 that the statute asks for at this step: recorded at once, printed and sealed by a job. */
export async function issuePaper(
  ctx: CasesContext,
  about: { aCase: Case; sealed: SealedPart; item: ServiceItem },
  paper: { template: Paper | { id: string }; title?: string; data: Data; isInternal?: boolean },
): Promise<DocumentView> {
  const { aCase, sealed, item } = about
  const { isInternal = false } = paper
  const template = typeof paper.template === 'string' ? item.documents[paper.template] : paper.template.id
  return ctx.documents.issue(ctx, {
    template,
    subject: aCase.id,
    division: aCase.division,
    ...(paper.title !== undefined && { title: paper.title }),
    organizationId: aCase.organizationId,
    seal: !isInternal,
    data: {
      caseNo: aCase.caseNo ?? '',
      applicant: openName(ctx.vault, sealed),
      itemName: aCase.itemName,
      ...(item.consultation !== undefined && { contact: item.consultation }),
      ...paper.data,
    },
    // A record stays in the file: no seal, and nobody outside may read it.
    ...(isInternal ? {} : recipientOf(aCase)),
  })
}

function recipientOf({ ownerId, mandateId }: Case) {
  return {
    ...(ownerId !== undefined && { recipientAccountId: ownerId }),
    ...(mandateId !== undefined && { recipientMandateId: mandateId }),
  }
}

/** Tells the applicant, when there is an account to tell. */
export async function tellApplicant(
  ctx: CasesContext,
  aCase: Case,
  notice: { kind: string; title: string; text: string },
): Promise<void> {
  if (aCase.ownerId === undefined) return
  await ctx.notices.send(ctx, { accountId: aCase.ownerId, subject: aCase.id, ...notice })
}

export function day(date: CalendarDate | string): string {
  return chineseDate(date as CalendarDate)
}

const UNITS = { workday: '个工作日', day: '日', instant: '当场办结', none: '法律未作规定' } as const

/** `20个工作日`, `当场办结`. */
export function periodText(limit: { value: number; unit: keyof typeof UNITS }): string {
  return limit.unit === 'workday' || limit.unit === 'day' ? `${limit.value}${UNITS[limit.unit]}` : UNITS[limit.unit]
}

/** The law that the item rests on, in one line. */
export function basisText(item: ServiceItem): string {
  const lines = item.legalBases.map((basis) => `《${basis.law.replace(/[《》]/g, '')}》${basis.article ?? ''}`)
  return lines.slice(0, 3).join('、') || '有关法律法规'
}

/** 救济途径 (行政复议法 art. 20: sixty days; 行政诉讼法 art. 46: six months), as the item says it or as the law does. */
export function remediesOf(item: ServiceItem): { reconsideration: string; litigation: string } {
  return {
    reconsideration: item.remedies.reconsideration ?? '自知道本决定之日起六十日内，可以向本级人民政府申请行政复议。',
    litigation: item.remedies.litigation ?? '自知道或者应当知道本决定之日起六个月内，可以依法向人民法院提起行政诉讼。',
  }
}
