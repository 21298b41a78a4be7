import { Type } from 'typebox'
import type { Static } from 'typebox'

const Kind = Type.Union([
  Type.Literal('phone'),
  Type.Literal('population'),
  Type.Literal('face'),
  Type.Literal('bank-card'),
  Type.Literal('certificate'),
])
export const RealNameKind = Kind
export type RealNameKind = Static<typeof Kind>

const Address = Type.String({ pattern: '^https?://[^\\s?#]+$' })
const Id = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' })
const Jurisdictions = Type.Optional(Type.Array(Type.String({ pattern: '^[0-9]{2,6}$' }), { minItems: 1 }))

/** 实名核验源 as the operator names it in the file of partners. */
export const RealNameProviderSettings = Type.Object(
  {
    id: Id,
    title: Type.String({ minLength: 2, maxLength: 60 }),
    kind: Type.Union([Kind, Type.Literal('company')]),
    url: Address,
    /** Origin of the source's own pages, where it is not that of `url`. */
    pages: Type.Optional(Address),
    client: Type.String({ minLength: 1, maxLength: 100 }),
    /** A file with the shared secret, beside this file or by its whole path. */
    secretFile: Type.String({ minLength: 1 }),
    jurisdictions: Jurisdictions,
    timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 30_000 })),
    validMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
    note: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type RealNameProviderSettings = Static<typeof RealNameProviderSettings>

const Rule = Type.Optional(Type.Array(Type.Array(Kind)))

/** The file of partners (IDENTITY_PARTNERS): who confirms names. */
export const IdentityPartnersFile = Type.Object(
  {
    realNames: Type.Optional(Type.Array(RealNameProviderSettings)),
    /** ▣ Which checks give which level; absent: as in the manual. */
    levels: Type.Optional(Type.Object({ '1': Rule, '2': Rule, '3': Rule }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)
export type IdentityPartnersFile = Static<typeof IdentityPartnersFile>

/** The same with the secrets read. */
export interface IdentityPartners {
  readonly realNames: readonly (Omit<RealNameProviderSettings, 'secretFile'> & { readonly secret: string })[]
  readonly levels?: IdentityPartnersFile['levels']
}
