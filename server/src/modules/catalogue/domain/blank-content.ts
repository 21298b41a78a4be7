import type { ItemContent } from '../contract/item.ts'

/** Templates of every item's documents unless it names its own. */
export const STANDARD_DOCUMENTS: ItemContent['documents'] = {
  receipt: 'receipt',
  correction: 'correction-notice',
  acceptance: 'acceptance-notice',
  grant: 'decision-grant',
  deny: 'decision-deny',
  suspension: 'suspension-notice',
}

/** A form without questions: the item can be read about and applied for at a window, not online. */
export const NO_FORM: ItemContent['form'] = {
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {},
    additionalProperties: false,
  },
  uiSchema: {},
  sections: [],
}

/** What lists from elsewhere do not say: the house's standard flow and documents, and no online application. */
export function blankContent(
  instant: boolean,
): Pick<
  ItemContent,
  | 'keywords'
  | 'common'
  | 'form'
  | 'flow'
  | 'steps'
  | 'specialProcedures'
  | 'documents'
  | 'fees'
  | 'acceptsOnline'
  | 'minLevel'
  | 'faqs'
  | 'isDemo'
  | 'remedies'
> {
  return {
    keywords: [],
    common: false,
    form: NO_FORM,
    flow: { definitionId: instant ? 'instant' : 'standard-three-step', version: 1 },
    steps: [],
    specialProcedures: [],
    documents: STANDARD_DOCUMENTS,
    fees: [],
    acceptsOnline: false,
    minLevel: 2,
    faqs: [],
    isDemo: false,
    remedies: {},
  }
}
