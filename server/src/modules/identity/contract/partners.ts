import { Type } from 'typebox'
import type { Static } from 'typebox'

/** `subject:CN`, `subject:2.5.4.5`, `extension:1.2.156.10260.4.1.1`. */
const FIELD_PLACE = '^(subject:([A-Za-z]+|[0-9]+(\\.[0-9]+)+)|extension:[0-9]+(\\.[0-9]+)+)$'

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

const Proofs = Type.Array(
  Type.Array(Type.Union([Kind, Type.Literal('window'), Type.Literal('passkey')]), { minItems: 1 }),
)
const OfLevel = Type.Optional(Proofs)

/** ▣ 找回密码: which proofs lead to a new password at once, which after waiting, by the level of the account. */
const RecoverySettings = Type.Object(
  {
    atOnce: Type.Optional(Proofs),
    afterWaiting: Type.Optional(
      Type.Object({ '0': OfLevel, '1': OfLevel, '2': OfLevel, '3': OfLevel }, { additionalProperties: false }),
    ),
    waitHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
  },
  { additionalProperties: false },
)

const Carried = Type.Record(Type.String({ minLength: 1 }), Type.Union([Type.Literal(2), Type.Literal(3)]))

/** 上游统一身份认证 by OpenID Connect. */
export const OidcUpstreamSettings = Type.Object(
  {
    kind: Type.Literal('oidc'),
    id: Id,
    title: Type.String({ minLength: 2, maxLength: 60 }),
    issuer: Address,
    clientId: Type.String({ minLength: 1, maxLength: 200 }),
    secretFile: Type.String({ minLength: 1 }),
    scope: Type.Optional(Type.String({ pattern: '\\bopenid\\b' })),
    /** Under which names its claims stand. */
    claims: Type.Optional(
      Type.Object(
        {
          name: Type.Optional(Type.String()),
          citizenId: Type.Optional(Type.String()),
          phone: Type.Optional(Type.String()),
          level: Type.Optional(Type.String()),
        },
        { additionalProperties: false },
      ),
    ),
    levels: Type.Optional(Carried),
    validMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 30_000 })),
  },
  { additionalProperties: false },
)

/** 上游统一身份认证 by tickets, as provincial ones often do it: a one-time ticket comes back by the browser and is changed for a person behind it. */
export const TicketUpstreamSettings = Type.Object(
  {
    kind: Type.Literal('ticket'),
    id: Id,
    title: Type.String({ minLength: 2, maxLength: 60 }),
    /** Where the browser goes; where the ticket and then the token are handed in. */
    loginUrl: Address,
    exchangeUrl: Address,
    userUrl: Address,
    logoutUrl: Type.Optional(Address),
    appMark: Type.String({ minLength: 1, maxLength: 100 }),
    secretFile: Type.String({ minLength: 1 }),
    levels: Type.Optional(Carried),
    validMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 30_000 })),
  },
  { additionalProperties: false },
)
export type OidcUpstream = Omit<Static<typeof OidcUpstreamSettings>, 'secretFile'> & { readonly secret: string }
export type TicketUpstream = Omit<Static<typeof TicketUpstreamSettings>, 'secretFile'> & { readonly secret: string }

const FieldPlace = Type.Optional(Type.String({ pattern: FIELD_PLACE }))
const Host = Type.String({ pattern: '^[a-z0-9.-]+(:[0-9]{1,5})?$' })

/** 数字证书认证机构 whose certificates people sign in with. */
export const AuthoritySettings = Type.Object(
  {
    id: Id,
    title: Type.String({ minLength: 2, maxLength: 60 }),
    /** A file with PEM: the roots, and what stands between them and the holders. */
    certificatesFile: Type.String({ minLength: 1 }),
    holders: Type.Array(Type.Union([Type.Literal('person'), Type.Literal('organization')]), { minItems: 1 }),
    /** ▣ What stands where: a part of the subject, or an extension. */
    fields: Type.Object(
      { name: FieldPlace, citizenId: FieldPlace, creditCode: FieldPlace, organizationName: FieldPlace },
      { additionalProperties: false },
    ),
    /** Which level a person's certificate carries; absent: none. */
    gives: Type.Optional(Type.Union([Type.Literal(2), Type.Literal(3)])),
    validMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
    /** Shown on the page: where the tool for signing is found, whom to ask. */
    note: Type.Optional(Type.String({ maxLength: 200 })),
    /** Where is said which certificates hold no longer. */
    revocation: Type.Object(
      {
        crls: Type.Optional(Type.Array(Type.String({ pattern: '^https?://\\S+$' }), { minItems: 1, maxItems: 16 })),
        /** The list that a certificate names is fetched from these hosts. */
        crlHosts: Type.Optional(Type.Array(Host, { minItems: 1, maxItems: 16 })),
        ocsp: Type.Optional(Type.String({ pattern: '^https?://\\S+$' })),
        timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 30_000 })),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
  },
  { additionalProperties: false },
)
export type AuthoritySettings = Static<typeof AuthoritySettings>
export type TrustedAuthority = Omit<AuthoritySettings, 'certificatesFile'> & { readonly certificates: string }

/** The file of partners (IDENTITY_PARTNERS): who confirms names, and with whose accounts and certificates people sign in. */
export const IdentityPartnersFile = Type.Object(
  {
    realNames: Type.Optional(Type.Array(RealNameProviderSettings)),
    upstreams: Type.Optional(Type.Array(Type.Union([OidcUpstreamSettings, TicketUpstreamSettings]))),
    authorities: Type.Optional(Type.Array(AuthoritySettings, { maxItems: 32 })),
    /** ▣ Which checks give which level; absent: as in the manual. */
    levels: Type.Optional(Type.Object({ '1': Rule, '2': Rule, '3': Rule }, { additionalProperties: false })),
    recovery: Type.Optional(RecoverySettings),
  },
  { additionalProperties: false },
)
export type IdentityPartnersFile = Static<typeof IdentityPartnersFile>

/** The same with the secrets read. */
export interface IdentityPartners {
  readonly realNames: readonly (Omit<RealNameProviderSettings, 'secretFile'> & { readonly secret: string })[]
  readonly upstreams?: readonly (OidcUpstream | TicketUpstream)[]
  readonly authorities?: readonly TrustedAuthority[]
  readonly levels?: IdentityPartnersFile['levels']
  readonly recovery?: IdentityPartnersFile['recovery']
}

/** All addresses that the file names: what is called, and hosts from which lists are fetched. */
export function addressesOf({ realNames, upstreams = [], authorities = [] }: IdentityPartners): string[] {
  return [
    ...realNames.map(({ url }) => url),
    ...upstreams.flatMap((one) => (one.kind === 'oidc' ? [one.issuer] : [one.exchangeUrl, one.userUrl])),
    ...authorities.flatMap(({ revocation: { crls = [], crlHosts = [], ocsp } }) => [
      ...crls,
      ...crlHosts.flatMap((host) => [`http://${host}`, `https://${host}`]),
      ...(ocsp === undefined ? [] : [ocsp]),
    ]),
  ]
}
