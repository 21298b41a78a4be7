import type { DocumentKind, Template } from '../contract/template.ts'
import acceptanceNotice from './templates/acceptance-notice.json' with { type: 'json' }
import correctionNotice from './templates/correction-notice.json' with { type: 'json' }
import correctionReceipt from './templates/correction-receipt.json' with { type: 'json' }
import decisionDeny from './templates/decision-deny.json' with { type: 'json' }
import decisionGrant from './templates/decision-grant.json' with { type: 'json' }
import decisionResultDeny from './templates/decision-result-deny.json' with { type: 'json' }
import decisionResult from './templates/decision-result.json' with { type: 'json' }
import decisionRightsDeny from './templates/decision-rights-deny.json' with { type: 'json' }
import decisionRights from './templates/decision-rights.json' with { type: 'json' }
import deliveryReceipt from './templates/delivery-receipt.json' with { type: 'json' }
import extensionNotice from './templates/extension-notice.json' with { type: 'json' }
import holdNotice from './templates/hold-notice.json' with { type: 'json' }
import licence from './templates/licence.json' with { type: 'json' }
import noLicenceNeededNotice from './templates/no-licence-needed-notice.json' with { type: 'json' }
import receipt from './templates/receipt.json' with { type: 'json' }
import refusalNotice from './templates/refusal-notice.json' with { type: 'json' }
import stepNotice from './templates/step-notice.json' with { type: 'json' }
import stepRecord from './templates/step-record.json' with { type: 'json' }
import suspensionNotice from './templates/suspension-notice.json' with { type: 'json' }

/** A template and where it comes from. */
export interface UsableTemplate extends Template {
  readonly kind: string
  /** Where it was published; undefined for one that the product ships. */
  readonly jurisdiction: string | undefined
}

/** What somebody published: all the rest of a template is its kind's. */
export type OwnTemplate = Pick<UsableTemplate, 'id' | 'version' | 'name' | 'blocks' | 'kind' | 'jurisdiction'>

/** The templates that the product ships, each the pattern of its kind; each is checked against its schema by test. */
export const TEMPLATES: ReadonlyMap<string, Template> = new Map(
  [
    receipt,
    correctionNotice,
    correctionReceipt,
    acceptanceNotice,
    refusalNotice,
    noLicenceNeededNotice,
    suspensionNotice,
    holdNotice,
    extensionNotice,
    decisionGrant,
    decisionDeny,
    decisionResult,
    decisionResultDeny,
    decisionRights,
    decisionRightsDeny,
    deliveryReceipt,
    stepNotice,
    stepRecord,
    licence,
  ].map((template) => [template.id, template as Template]),
)

export const KINDS: readonly DocumentKind[] = [...TEMPLATES.values()].map(({ id, name, page, law, fields, step }) => ({
  kind: id,
  name,
  page,
  law,
  fields,
  ...(step !== undefined && { step }),
}))

export function shippedTemplate(id: string): UsableTemplate | undefined {
  const shipped = TEMPLATES.get(id)
  return shipped && { ...shipped, kind: id, jurisdiction: undefined }
}

/** @throws when its kind is gone: a release that drops one has to say what becomes of what was published. */
export function templateOf(own: OwnTemplate): UsableTemplate {
  const kind = TEMPLATES.get(own.kind)
  if (!kind) throw new Error(`template “${own.id}” is of a kind that does not exist: “${own.kind}”`)
  return { ...kind, ...own }
}
