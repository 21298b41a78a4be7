import { DRAFT_SECTIONS } from '../contract/draft-content.ts'
import type { DraftContent, DraftField, DraftSection } from '../contract/draft-content.ts'
import type { ItemContent } from '../contract/item.ts'
import { withCharge } from './compare-contents.ts'
import { NO_FORM, STANDARD_DOCUMENTS } from './blank-content.ts'

/** Whose item it is, and what the department does not write: it comes from elsewhere and stays. */
export type DraftFrame = Partial<ItemContent> &
  Pick<ItemContent, 'division' | 'organizationName' | 'organizationCode' | 'documents' | 'isDemo'>

export const SECTION_NAMES = Object.keys(DRAFT_SECTIONS) as DraftSection[]

const SECTION_OF = new Map<string, DraftSection>(
  SECTION_NAMES.flatMap((section) => DRAFT_SECTIONS[section].fields.map((field) => [field, section] as const)),
)

/** The part in which a field stands; what nobody edits is told beside the name. */
export function sectionOf(field: string): DraftSection {
  return SECTION_OF.get(field) ?? 'identity'
}

/** A field that does not belong to the part, if there is one. */
export function strayField(section: DraftSection, content: DraftContent): string | undefined {
  return Object.keys(content).find((field) => SECTION_OF.get(field) !== section)
}

/** What a new item begins with: empty lists, a paper form, the usual answers to yes and no. */
export const BLANK_DRAFT: DraftContent = {
  serviceObjects: [],
  audience: [],
  themes: [],
  keywords: [],
  common: false,
  legalBases: [],
  duties: [],
  accountability: [],
  instant: false,
  statutoryLimit: {},
  promisedLimit: {},
  specialProcedures: [],
  conditions: [],
  acceptsOnline: false,
  visits: {},
  delivery: false,
  minLevel: 2,
  windows: [],
  materials: [],
  form: NO_FORM,
  flow: {},
  documents: STANDARD_DOCUMENTS,
  steps: [],
  reviewRules: [],
  result: {},
  charged: false,
  fees: [],
  remedies: {},
  faqs: [],
}

/** What a new base item begins with: the usual rules for whoever adopts it. */
export const BLANK_BASE: DraftContent = { ...BLANK_DRAFT, adoption: { mayDecline: false, rules: [] } }

/** The part of a content that stands in one section. */
export function partOf(content: DraftContent, section: DraftSection): DraftContent {
  const fields: readonly DraftField[] = DRAFT_SECTIONS[section].fields
  return Object.fromEntries(
    fields.filter((field) => content[field] !== undefined).map((field) => [field, content[field]]),
  )
}

/** A published version as a draft begins with it. */
export function draftOf(content: ItemContent): DraftContent {
  const full = withCharge(content)
  return Object.assign({}, ...SECTION_NAMES.map((section) => partOf(full, section))) as DraftContent
}

/** The sections put together as an item would be published: without what was left empty. */
export function assemble(sections: readonly DraftContent[], frame: DraftFrame): unknown {
  const typed = Object.assign({}, ...sections.map(({ form: _form, ...rest }) => tidy(rest))) as Record<string, unknown>
  const form = sections.find((section) => section.form !== undefined)?.form
  const documents = typed['documents'] as Partial<ItemContent['documents']> | undefined
  return {
    ...typed,
    statutoryLimit: withoutLength(typed['statutoryLimit']),
    promisedLimit: withoutLength(typed['promisedLimit']),
    ...(form && { form }),
    ...frame,
    // A draft from before they stood in it keeps what its version had.
    ...(documents && { documents: { ...STANDARD_DOCUMENTS, ...documents } }),
  }
}

export function frameOf(organization: { division: string; name: string; code: string }): DraftFrame {
  const { division, name, code } = organization
  return { division, organizationName: name, organizationCode: code, documents: STANDARD_DOCUMENTS, isDemo: false }
}

/** What is empty was not said; in a list it keeps its place, so that it can be told which one is empty. */
function tidy(value: unknown): unknown {
  if (typeof value === 'string') return value.trim()
  if (Array.isArray(value)) return withoutTail((value as unknown[]).map(tidy))
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).map(([key, part]) => [key, tidy(part)] as const)
  return Object.fromEntries(parts.filter(([, part]) => part !== '' && part !== undefined))
}

/** A line that was begun and left empty at the end of a list is none. */
function withoutTail(parts: readonly unknown[]): unknown[] {
  const last = parts.findLastIndex((part) => part !== '')
  return parts.slice(0, last + 1)
}

/** 即办 and 无 have no length: nobody is asked to type a nought. */
function withoutLength(limit: unknown): unknown {
  if (typeof limit !== 'object' || limit === null || !('unit' in limit)) return limit
  return limit.unit === 'instant' || limit.unit === 'none' ? { ...limit, value: 0 } : limit
}
