import { randomBytes } from 'node:crypto'
import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { ChangeClientKeys, ClientView, RenewClientSecret } from '../contract/client.ts'
import { ClientKeysChanged, ClientSecretRenewed } from '../contract/events.ts'
import { signOnPermits } from '../contract/permits.ts'
import { signOnProblems } from '../contract/problems.ts'
import { STATE_TITLES, checkClient } from '../domain/client.ts'
import { presentClient } from '../queries/present-client.ts'
import * as clientStore from '../store/client-store.ts'
import type { ClientRow } from '../store/client-store.ts'
import { digestOf } from '../store/artifact-store.ts'
import type { SignOnContext } from './sign-on-context.ts'
import { takeClient } from './take-client.ts'

const DAY_MS = 86_400_000

/** 更换密钥: shown once; the one before stays good for a day, so that the application is never locked out. */
export async function renewClientSecret(
  ctx: SignOnContext,
  input: InputOf<typeof RenewClientSecret>,
): Promise<OutputOf<typeof RenewClientSecret>> {
  const client = await takeApproved(ctx, input)
  if (client.authMethod !== 'client_secret_basic') throw problem(signOnProblems['no-secret'])
  const secret = randomBytes(32).toString('base64url')
  const digest = digestOf('client-secret', secret)
  const former = client.secretDigest && {
    digest: client.secretDigest,
    until: new Date(ctx.now.getTime() + DAY_MS),
  }
  await clientStore.saveSecret(ctx.tx, client.id, { digest, ...(former && { former }) })
  ctx.emit(ClientSecretRenewed.of({ clientId: client.id }))
  return {
    client: await changed(ctx, { ...client, secretDigest: digest, ...(former && { formerSecret: former }) }),
    secret,
  }
}

/** 更换公钥: while an application changes over, both of its keys can stand here. */
export async function changeClientKeys(
  ctx: SignOnContext,
  input: InputOf<typeof ChangeClientKeys>,
): Promise<ClientView> {
  const client = await takeApproved(ctx, input)
  if (client.authMethod !== 'private_key_jwt') throw problem(signOnProblems['no-secret'])
  checkClient({ ...client, keys: input.keys })
  await clientStore.saveKeys(ctx.tx, client.id, input.keys)
  ctx.emit(ClientKeysChanged.of({ clientId: client.id, keyIds: input.keys.map((key) => key.kid ?? '') }))
  return changed(ctx, { ...client, keys: input.keys })
}

async function takeApproved(ctx: SignOnContext, input: { clientId: string; version: number }): Promise<ClientRow> {
  const client = await takeClient(ctx, input, signOnPermits.requestClient.name)
  if (client.state !== 'approved') throw problem(signOnProblems['client-state'], { state: STATE_TITLES[client.state] })
  return client
}

async function changed(ctx: SignOnContext, client: ClientRow): Promise<ClientView> {
  const [view] = await presentClient(ctx, [{ ...client, version: client.version + 1 }])
  return view as ClientView
}
