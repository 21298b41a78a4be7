import type { ItemContent } from '../contract/item.ts'
import type { Material } from '../contract/item-parts.ts'
import { MATERIAL_FORM, MATERIAL_NECESSITY, MATERIAL_SOURCE } from './code-systems.ts'
import type { RowNotes } from './import-row.ts'
import { clip, dayOf, integerOf, records, textOf } from './raw-record.ts'
import type { RawRecord } from './raw-record.ts'

export function readLegalBases(payload: RawRecord): ItemContent['legalBases'] {
  return inOrder(payload.AUDIT_ITEM_BYLAW).flatMap((row) => {
    const law = textOf(row, 'law_name')
    if (law === undefined) return []
    const effectiveOn = dayOf(row, 'law_date')
    return [
      {
        law: clip(law.replace(/^《([^《》]*)》$/, '$1'), 1000),
        ...some('documentNo', textOf(row, 'law_number'), 1000),
        ...some('article', textOf(row, 'clause_number'), 1000),
        ...some('text', textOf(row, 'clause_content'), 20_000),
        ...some('issuer', textOf(row, 'law_dept'), 1000),
        ...(effectiveOn && { effectiveOn }),
      },
    ]
  })
}

/** Materials come in any order, and in another one the next time: their order number says how they stand. */
export function readMaterials(payload: RawRecord, notes: RowNotes): Material[] {
  return inOrder(payload.AUDIT_MATERIAL).flatMap((row, index) => {
    const name = textOf(row, 'material_name')
    if (name === undefined) {
      notes.refuse(`第 ${index + 1} 份材料没有名称（material_name）`)
      return []
    }
    const necessity = MATERIAL_NECESSITY[textOf(row, 'is_need') ?? '1']
    if (!necessity) notes.refuse(`材料“${clip(name, 30)}”的必要性代码“${String(row.is_need)}”不认识（is_need）`)
    return [
      {
        id: `m${index + 1}`,
        name: clip(name, 1000),
        necessity: necessity ?? 'required',
        form: MATERIAL_FORM[textOf(row, 'material_form') ?? ''] ?? 'either',
        source: MATERIAL_SOURCE[textOf(row, 'source_type') ?? ''] ?? 'other',
        originals: amount(row, 'original_amount'),
        copies: amount(row, 'copy_amount'),
        ...some('issuer', textOf(row, 'source_explain'), 1000),
        ...some('paper', textOf(row, 'page_format'), 1000),
        ...some('notes', joined(textOf(row, 'fill_explian'), textOf(row, 'remark')), 20_000),
        ...some('acceptance', textOf(row, 'accept_stand'), 20_000),
        ...some('signature', textOf(row, 'sign_ask'), 1000),
        ...some('basis', textOf(row, 'by_law'), 20_000),
      },
    ]
  })
}

/** The procedure's code in these records is always “other”; what it is stands at the start of its description. */
export function readSpecialProcedures(payload: RawRecord, notes: RowNotes): ItemContent['specialProcedures'] {
  return inOrder(payload.AUDIT_ITEM_SPECIAL).map((row, index) => {
    const description = textOf(row, 'special_desc')
    const name = specialName(description)
    const limit = integerOf(row, 'special_date')
    if (description === undefined) notes.warn(`特别程序“${name}”没有写明依据，不能用来停止计时`)
    return {
      code: `special-${index + 1}`,
      name,
      ...some('legalBasis', description, 20_000),
      stopsClock: description !== undefined,
      ...(limit !== undefined && limit > 0 && limit <= 730 && { limitWorkdays: limit }),
    }
  })
}

const KNOWN_PROCEDURES = [
  '机构评审',
  '专家评审',
  '听证',
  '招标',
  '拍卖',
  '检验',
  '检测',
  '检疫',
  '鉴定',
  '现场勘验',
  '公示',
]

function specialName(description: string | undefined): string {
  const head = description?.split(/[：:\n]/)[0] ?? ''
  return KNOWN_PROCEDURES.find((name) => head.includes(name)) ?? '特别程序'
}

export function readWindows(payload: RawRecord): ItemContent['windows'] {
  return inOrder(payload.AUDIT_ITEM_WINDOW).flatMap((row) => {
    const name = textOf(row, 'window_name') ?? textOf(row, 'transact_addr')
    if (name === undefined) return []
    const mapUrl = textOf(row, 'map_url')
    return [
      {
        name: clip(name, 1000),
        ...some('address', textOf(row, 'transact_addr'), 1000),
        ...some('hours', hours(textOf(row, 'transact_time')), 1000),
        ...some('phone', textOf(row, 'window_tel')?.replace(/[—–]+/g, '-'), 1000),
        ...some('traffic', textOf(row, 'traffic_info'), 1000),
        ...(mapUrl && isWebAddress(mapUrl) && { mapUrl }),
      },
    ]
  })
}

/** Figures and colons that were typed full-width become plain ones. */
function hours(text: string | undefined): string | undefined {
  return text?.replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10)).replace(/(\d)：(\d)/g, '$1:$2')
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s"<>]{3,480}$/.test(text) && URL.canParse(text)
}

export function readFaqs(payload: RawRecord, notes: RowNotes): ItemContent['faqs'] {
  return inOrder(payload.AUDIT_QA).flatMap((row) => {
    const question = textOf(row, 'question')
    const answer = textOf(row, 'answer')?.replace(/^答[：:]\s*/, '')
    if (!question || !answer) {
      notes.warn('有一条常见问题缺少问题或者解答，已略去')
      return []
    }
    return [{ question: clip(question, 1000), answer: clip(answer, 20_000) }]
  })
}

function inOrder(value: unknown): RawRecord[] {
  const place = (row: RawRecord) => integerOf(row, 'ordernum') ?? integerOf(row, 'ordernumber') ?? 0
  return records(value)
    .map((row, index) => ({ row, index }))
    .sort((a, b) => place(a.row) - place(b.row) || a.index - b.index)
    .map(({ row }) => row)
}

function amount(row: RawRecord, field: string): number {
  const value = integerOf(row, field) ?? 0
  return Number.isNaN(value) || value > 99 ? 0 : value
}

function joined(...texts: (string | undefined)[]): string | undefined {
  const present = [...new Set(texts.filter((text) => text !== undefined))]
  return present.length === 0 ? undefined : present.join('\n')
}

function some<Key extends string>(key: Key, value: string | undefined, most: number): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: clip(value, most) } as Record<Key, string>)
}
