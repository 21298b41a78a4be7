import type { FastifyInstance } from 'fastify'
import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { AccountKeeper } from '../identity/index.ts'
import { createProviderHolder } from './actions/open-provider.ts'
import { makeKeys, rotateKeys } from './actions/rotate-keys.ts'
import type { ProviderDeps } from './actions/provider-deps.ts'
import type { SignOnDeps } from './actions/sign-on-context.ts'
import { withdrawAll } from './actions/withdraw-consent.ts'
import * as signOnEvents from './contract/events.ts'
import { signOnPermits, signOnProblems } from './contract/index.ts'
import { mountOidc } from './http/oidc-endpoint.ts'
import { ownerRoutes } from './http/owner.routes.ts'
import { staffRoutes } from './http/staff.routes.ts'
import { signOnTimers, tellApplications } from './jobs/tell-applications.ts'
import * as clientStore from './store/client-store.ts'
import { keeperLeft } from './subscribers/keeper-left.ts'
import { holdings } from './queries/holdings.ts'
import { sealed as sealedArtifacts } from './store/artifact-store.ts'
import { sealed as sealedKeys } from './store/key-store.ts'

/** 统一身份认证: the OpenID provider on top of identity's sessions. Nobody's password comes here. */
export interface SignOnApi {
  /** Puts the provider under /oidc. */
  mount(server: FastifyInstance): Promise<void>
  /** 轮换签名密钥; `atOnce` for one that leaked. */
  rotateKeys(
    act: <T>(fn: (ctx: Context) => Promise<T>) => Promise<T>,
    options: { atOnce: boolean },
  ): Promise<{ signing: string[]; next: string[] }>
  /** Names of the applications that an official keeps. */
  keptBy(ctx: Context, staffId: string): Promise<string[]>
  /** What it keeps of an account that goes. */
  readonly accountKeeper: AccountKeeper
  /** Waits for what is still being written down. */
  settled(): Promise<void>
}

export function createSignOn(options: ProviderDeps): ModuleParts<SignOnApi> {
  const provider = createProviderHolder(options)
  const deps: SignOnDeps = { ...options, provider }
  const { identity, publicUrl, https } = options
  return {
    api: {
      mount: (server) =>
        mountOidc(server, { provider, actorOf: (request) => identity.actorOf(request), publicUrl, https }),
      rotateKeys: async (act, { atOnce }) => {
        // An installation that never signed anything has none to rotate.
        await provider.get()
        const fresh = await makeKeys()
        const rotated = await act((ctx) => rotateKeys(ctx, { fresh, atOnce }))
        provider.lookAgain()
        return rotated
      },
      keptBy: async (ctx, staffId) => (await clientStore.listKeptBy(ctx.tx, staffId)).map(({ name }) => name),
      accountKeeper: { hindrances: () => Promise.resolve([]), erase: withdrawAll },
      settled: () => provider.settled(),
    },
    routes: bindRoutes([...ownerRoutes, ...staffRoutes], deps),
    permits: Object.values(signOnPermits),
    events: Object.values(signOnEvents),
    sealed: [sealedArtifacts, sealedKeys],
    holdings,
    problems: Object.values(signOnProblems),
    subscribers: [keeperLeft],
    jobs: tellApplications(deps),
    timers: signOnTimers(deps),
  }
}
