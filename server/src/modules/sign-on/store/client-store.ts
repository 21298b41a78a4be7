import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { ClientAuthMethod, ClientKind, ClientState, PublicKey } from '../domain/client.ts'
import type { Clients, SignOnTables } from './tables.ts'

export interface ClientRow {
  readonly id: string
  readonly division: string
  readonly organizationId: string
  readonly name: string
  readonly purpose: string
  readonly kind: ClientKind
  readonly authMethod: ClientAuthMethod
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly backchannelLogoutUri?: string
  readonly requiresPushedRequests: boolean
  readonly scopes: readonly string[]
  readonly keys: readonly PublicKey[]
  readonly secretDigest?: Buffer
  readonly formerSecret?: { readonly digest: Buffer; readonly until: Date }
  readonly state: ClientState
  readonly requestedBy: string
  /** Who keeps it now: the requester, or who took over from him. */
  readonly keptBy: string
  readonly requestedAt: Date
  readonly decidedBy?: string
  readonly decidedAt?: Date
  readonly version: number
}

/** An application of the actor's place. */
export async function find(tx: Tx, clientId: string): Promise<ClientRow | undefined> {
  const row = await byKey(tx, clientId).executeTakeFirst()
  return row && fromRow(row)
}

/** The application that a request names: whoever sends people here is shown to them by name. */
export async function findNamed(tx: Tx, clientId: string): Promise<ClientRow | undefined> {
  nameKeys(tx, [clientId])
  return find(tx, clientId)
}

/** Locks the row until the transaction ends. */
export async function lock(tx: Tx, clientId: string): Promise<ClientRow | undefined> {
  const row = await byKey(tx, clientId).forUpdate().executeTakeFirst()
  return row && fromRow(row)
}

export async function insert(tx: Tx, client: ClientRow): Promise<void> {
  await tablesOf<SignOnTables>(tx)
    .insertInto('sign_on.clients')
    .values({
      ...splitPublicId(client.id),
      division: client.division,
      organization_id: client.organizationId,
      name: client.name,
      purpose: client.purpose,
      kind: client.kind,
      auth_method: client.authMethod,
      redirect_uris: [...client.redirectUris],
      post_logout_redirect_uris: [...client.postLogoutRedirectUris],
      backchannel_logout_uri: client.backchannelLogoutUri ?? null,
      requires_pushed_requests: client.requiresPushedRequests,
      scopes: [...client.scopes],
      jwks: client.keys.length > 0 ? JSON.stringify(client.keys) : null,
      secret_digest: null,
      former_secret_digest: null,
      former_secret_until: null,
      requested_by: client.requestedBy,
      kept_by: client.keptBy,
      requested_at: client.requestedAt,
      decided_by: null,
      decided_at: null,
    })
    .execute()
}

export async function decide(
  tx: Tx,
  clientId: string,
  decision: { state: ClientState; by: string; at: Date },
): Promise<void> {
  await update(tx, clientId).set({ state: decision.state, decided_by: decision.by, decided_at: decision.at }).execute()
}

export async function saveSecret(
  tx: Tx,
  clientId: string,
  secret: { digest: Buffer; former?: { digest: Buffer; until: Date } },
): Promise<void> {
  await update(tx, clientId)
    .set({
      secret_digest: secret.digest,
      former_secret_digest: secret.former?.digest ?? null,
      former_secret_until: secret.former?.until ?? null,
    })
    .execute()
}

export async function saveKeys(tx: Tx, clientId: string, keys: readonly PublicKey[]): Promise<void> {
  await update(tx, clientId)
    .set({ jwks: JSON.stringify(keys) })
    .execute()
}

/** Those that an official keeps, but for the refused ones. */
export async function listKeptBy(tx: Tx, staffId: string): Promise<ClientRow[]> {
  const rows = await tablesOf<SignOnTables>(tx)
    .selectFrom('sign_on.clients')
    .selectAll()
    .where('kept_by', '=', staffId)
    .where('state', '<>', 'refused')
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

export async function saveKeeper(tx: Tx, clientId: string, staffId: string): Promise<void> {
  await update(tx, clientId).set({ kept_by: staffId }).execute()
}

/** Newest first, within the reach. */
export async function list(
  tx: Tx,
  reach: Reach,
  page: { state?: ClientState | undefined; before?: string | undefined; size: number },
): Promise<ClientRow[]> {
  let query = tablesOf<SignOnTables>(tx)
    .selectFrom('sign_on.clients')
    .selectAll()
    .where(withinReach(reach, { division: 'division', organization: 'organization_id' }))
  if (page.state !== undefined) query = query.where('state', '=', page.state)
  if (page.before !== undefined) query = query.where('id', '<', splitPublicId(page.before).id)
  const rows = await query.orderBy('id', 'desc').limit(page.size).execute()
  return rows.map(fromRow)
}

/** Those that one's own consents name. */
export async function findMany(tx: Tx, ids: readonly string[]): Promise<Map<string, ClientRow>> {
  if (ids.length === 0) return new Map()
  nameKeys(tx, ids)
  const rows = await tablesOf<SignOnTables>(tx)
    .selectFrom('sign_on.clients')
    .selectAll()
    .where(
      'id',
      'in',
      ids.map((one) => splitPublicId(one).id),
    )
    .execute()
  return new Map(rows.map(fromRow).map((client) => [client.id, client]))
}

function update(tx: Tx, clientId: string) {
  const { jurisdiction, id } = splitPublicId(clientId)
  return tablesOf<SignOnTables>(tx)
    .updateTable('sign_on.clients')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

function byKey(tx: Tx, clientId: string) {
  const { jurisdiction, id } = splitPublicId(clientId)
  return tablesOf<SignOnTables>(tx)
    .selectFrom('sign_on.clients')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

function fromRow(row: Selectable<Clients>): ClientRow {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    division: row.division,
    organizationId: row.organization_id,
    name: row.name,
    purpose: row.purpose,
    kind: row.kind,
    authMethod: row.auth_method,
    redirectUris: row.redirect_uris,
    postLogoutRedirectUris: row.post_logout_redirect_uris,
    requiresPushedRequests: row.requires_pushed_requests,
    scopes: row.scopes,
    keys: (row.jwks ?? []) as PublicKey[],
    state: row.state,
    requestedBy: row.requested_by,
    keptBy: row.kept_by,
    requestedAt: row.requested_at,
    version: row.version,
    ...(row.backchannel_logout_uri !== null && { backchannelLogoutUri: row.backchannel_logout_uri }),
    ...(row.secret_digest !== null && { secretDigest: row.secret_digest }),
    ...(row.former_secret_digest !== null &&
      row.former_secret_until !== null && {
        formerSecret: { digest: row.former_secret_digest, until: row.former_secret_until },
      }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
  }
}
