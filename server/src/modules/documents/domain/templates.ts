import type { Template } from '../contract/template.ts'
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
import licence from './templates/licence.json' with { type: 'json' }
import noLicenceNeededNotice from './templates/no-licence-needed-notice.json' with { type: 'json' }
import receipt from './templates/receipt.json' with { type: 'json' }
import refusalNotice from './templates/refusal-notice.json' with { type: 'json' }
import suspensionNotice from './templates/suspension-notice.json' with { type: 'json' }

/** The templates that the product ships; each is checked against its schema by test. */
export const TEMPLATES: ReadonlyMap<string, Template> = new Map(
  [
    receipt,
    correctionNotice,
    correctionReceipt,
    acceptanceNotice,
    refusalNotice,
    noLicenceNeededNotice,
    suspensionNotice,
    extensionNotice,
    decisionGrant,
    decisionDeny,
    decisionResult,
    decisionResultDeny,
    decisionRights,
    decisionRightsDeny,
    deliveryReceipt,
    licence,
  ].map((template) => [template.id, template as Template]),
)
