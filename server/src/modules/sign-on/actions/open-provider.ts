import type { IncomingMessage, ServerResponse } from 'node:http'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { systemActor } from '../../../kernel/index.ts'
import { runAct } from '../../../platform/act/index.ts'
import { RequestRefused } from '../contract/events.ts'
import * as keyStore from '../store/key-store.ts'
import type { SigningKeyRow } from '../store/key-store.ts'
import { keeping } from './provider-call.ts'
import { makeFirstKeys, makeKeys } from './rotate-keys.ts'
import type { ProviderDeps } from './provider-deps.ts'

/** The provider, loaded when it is first needed and made anew when its keys change: all that it knows is in the database. */
export interface ProviderHolder {
  get(): Promise<OpenProvider>
  /** Looks at the keys anew at the next use. */
  lookAgain(): void
  /** What is being written down beside requests; awaited before the program ends. */
  settled(): Promise<void>
}

export interface OpenProvider {
  readonly provider: Provider
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/** Another process may have rotated the keys: they are published long before they sign, so it is early enough. */
const LOOK_AGAIN_MS = 5_000

export function createProviderHolder(deps: ProviderDeps): ProviderHolder {
  const writing = new Set<Promise<void>>()
  let open: { readonly made: OpenProvider; readonly keys: string; lookedAt: number } | undefined
  let opening: Promise<OpenProvider> | undefined
  const look = async (): Promise<OpenProvider> => {
    const keys = await publishedKeys(deps)
    const named = keys.map(({ keyId, state }) => `${keyId} ${state}`).join()
    if (open?.keys !== named) open = { made: await makeProvider(deps, keys, writing), keys: named, lookedAt: 0 }
    open.lookedAt = Date.now()
    return open.made
  }
  return {
    get: () => {
      if (open && Date.now() - open.lookedAt < LOOK_AGAIN_MS) return Promise.resolve(open.made)
      opening ??= look().finally(() => {
        opening = undefined
      })
      return opening
    },
    lookAgain: () => {
      if (open) open.lookedAt = 0
    },
    settled: async () => void (await Promise.allSettled(writing)),
  }
}

async function publishedKeys(deps: ProviderDeps): Promise<readonly SigningKeyRow[]> {
  // The keys are the system's, whoever's request asks for them first.
  const settings = { actor: systemActor('sign-on/keys'), requestId: 'sign-on/keys' } as const
  const list = () => runAct(deps.act, { ...settings, mode: 'read' }, (ctx) => keyStore.listPublished(ctx, ctx.now))
  const found = await list()
  if (found.some(({ state }) => state === 'signing')) return found
  const made = { signing: await makeKeys(), next: await makeKeys() }
  await runAct(deps.act, { ...settings, mode: 'record' }, (ctx) => makeFirstKeys(ctx, made))
  return list()
}

async function makeProvider(
  deps: ProviderDeps,
  keys: readonly SigningKeyRow[],
  writing: Set<Promise<void>>,
): Promise<OpenProvider> {
  const [library, settings, exchange] = await Promise.all([
    import('oidc-provider'),
    import('./provider-settings.ts'),
    import('./exchange-token.ts'),
  ])
  const provider = new library.Provider(
    `${new URL(deps.publicUrl).origin}/oidc`,
    settings.providerSettings(
      deps,
      keys.map(({ key }) => key),
    ),
  )
  settings.askProvider(() => library.Provider.ctx)
  // Told by us, not by the visitor: whoever mounts it sets these headers itself.
  provider.proxy = true
  settings.nameByPseudonym(provider)
  settings.compareByDigest(provider, () => deps.act.clock.now())
  exchange.addTokenExchange(provider, deps)
  listen(provider, deps, writing)
  const answer = provider.callback()
  return { provider, answer: (request, response) => answer(request, response) }
}

const REFUSALS = [
  'authorization.error',
  'pushed_authorization_request.error',
  'device_authorization.error',
  'grant.error',
  'introspection.error',
  'revocation.error',
  'userinfo.error',
] as const

type Heard = (ctx: KoaContextWithOIDC, error: { error?: string; message: string }) => void

function listen(provider: Provider, deps: ProviderDeps, writing: Set<Promise<void>>): void {
  provider.on('server_error', (_ctx, error) => deps.log.error({ err: error }, 'the identity provider failed'))
  for (const name of REFUSALS) {
    const on = provider.on.bind(provider) as (event: string, hear: Heard) => unknown
    on(name, (ctx, error) => {
      const done = recordRefusal(deps, { ctx, endpoint: name.slice(0, -'.error'.length), error }).finally(() =>
        writing.delete(done),
      )
      writing.add(done)
    })
  }
}

async function recordRefusal(
  deps: ProviderDeps,
  refused: { ctx: KoaContextWithOIDC; endpoint: string; error: { error?: string; message: string } },
): Promise<void> {
  const clientId = refused.ctx.oidc?.client?.clientId
  const body = {
    endpoint: refused.endpoint,
    error: refused.error.error ?? refused.error.message,
    ...(clientId !== undefined && { clientId }),
  }
  try {
    await keeping(deps.act, 'record', (act) => Promise.resolve(act.emit(RequestRefused.of(body))))
  } catch (error) {
    deps.log.error({ err: error }, 'a refusal of the identity provider could not be recorded')
  }
}
