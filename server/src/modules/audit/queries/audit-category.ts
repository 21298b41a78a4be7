import type { EventDefinition } from '../../../kernel/index.ts'
import { PersonSearched, PersonalDataRead } from '../../../platform/ledger/index.ts'
import * as vault from '../../../platform/vault/vault-events.ts'
import * as catalogue from '../../catalogue/contract/events.ts'
import * as documents from '../../documents/contract/events.ts'
import * as exports from '../../exports/contract/events.ts'
import * as files from '../../files/contract/events.ts'
import * as flows from '../../flows/contract/events.ts'
import * as identity from '../../identity/contract/events.ts'
import * as limits from '../../limits/contract/events.ts'
import * as organizations from '../../organizations/contract/events.ts'
import * as signOn from '../../sign-on/contract/events.ts'
import * as supervision from '../../supervision/contract/events.ts'
import type { AuditCategory } from '../contract/audit-category.ts'
import { AlertConfirmed, AlertExplained, AlertRaised, AuditSearched, WatchRuleSet } from '../contract/events.ts'

/** What is not named here is business: a module that comes later is audited from its first day. */
const CATEGORIES: Readonly<Record<Exclude<AuditCategory, 'business'>, readonly EventDefinition[]>> = {
  reads: [PersonalDataRead, PersonSearched],
  exports: [
    exports.ExportAsked,
    exports.ExportApproved,
    exports.ExportRefused,
    exports.ExportWithdrawn,
    exports.ExportMade,
    exports.ExportFailed,
    exports.ExportDownloaded,
    exports.ExportErased,
  ],
  'sign-ins': [
    identity.SignedIn,
    identity.SignedOut,
    identity.SecondFactorAsked,
    identity.SessionEnded,
    identity.ProofGiven,
    signOn.ApplicationEntered,
    signOn.ApplicationLeft,
    signOn.TokenIssued,
    signOn.TokensRevoked,
    signOn.SystemTokenIssued,
    signOn.MandateUsed,
  ],
  refusals: [
    identity.SignInFailed,
    identity.ProofRefused,
    identity.FactorRefused,
    identity.PasswordChangeRefused,
    identity.AccountErasureRefused,
    identity.RealNameRefused,
    identity.CompanyRefused,
    identity.UpstreamRefused,
    identity.RecoveryRefused,
    identity.AgentUnknown,
    signOn.RequestRefused,
    files.UploadRefused,
    exports.RevealRefused,
  ],
  factors: [
    identity.UpstreamLinked,
    identity.FactorAdded,
    identity.FactorRenamed,
    identity.FactorRemoved,
    identity.FactorBlocked,
    identity.FactorResetAsked,
    identity.FactorsReset,
    identity.FactorResetRefused,
    identity.RecoveryCodesRenewed,
    identity.PasswordChanged,
    identity.RecoveryBegun,
    identity.RecoveryStarted,
    identity.RecoveryCodeSent,
    identity.RecoveryCodeWithheld,
    identity.RecoveryProved,
    identity.RecoveryWaits,
    identity.RecoveryStopped,
    identity.PasswordRecovered,
  ],
  posts: [
    identity.AccountOpened,
    identity.AccountClosed,
    identity.AccountErased,
    identity.RealNameBegun,
    identity.RealNameVerified,
    identity.RealNameRanOut,
    identity.CompanyVerified,
    identity.MandateRegistered,
    identity.MandateRevoked,
    organizations.StaffCreated,
    organizations.PostProposed,
    organizations.PostRefused,
    organizations.PostAssigned,
    organizations.PostEnded,
    organizations.AuthorizationGranted,
    organizations.AuthorizationRevoked,
  ],
  configuration: [
    organizations.DivisionsImported,
    organizations.OrganizationRegistered,
    organizations.WindowOpened,
    limits.CalendarImported,
    limits.LocalDaysDeclared,
    limits.LocalDayWithdrawn,
    limits.OfficeHoursDeclared,
    limits.LimitRuleDeclared,
    documents.NumberFormatSet,
    flows.FlowDefinitionPublished,
    flows.DecisionTablePublished,
    flows.FlowVersionPlanned,
    catalogue.CatalogueImported,
    catalogue.ItemVersionPublished,
    catalogue.ItemSuspended,
    catalogue.ItemResumed,
    catalogue.ItemAbolished,
    WatchRuleSet,
    exports.ExportRuleSet,
    signOn.ClientRequested,
    signOn.ClientApproved,
    signOn.ClientRefused,
    signOn.ClientSuspended,
    signOn.ClientSecretRenewed,
    signOn.ClientKeysChanged,
    signOn.SigningKeysRotated,
    ...Object.values(vault),
  ],
  audit: [AuditSearched, AlertRaised, AlertExplained, AlertConfirmed, supervision.LedgerVerified],
}

const CATEGORY_OF_KIND: ReadonlyMap<string, AuditCategory> = new Map(
  Object.entries(CATEGORIES).flatMap(([category, events]) =>
    events.map(({ kind }) => [kind, category as AuditCategory] as const),
  ),
)

export function categoryOf(kind: string): AuditCategory {
  return CATEGORY_OF_KIND.get(kind) ?? 'business'
}
