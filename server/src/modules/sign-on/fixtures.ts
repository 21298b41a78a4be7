import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../kernel/index.ts'
import type { Context } from '../../platform/act/index.ts'
import type { BoundRoute, RequestFacts } from '../../platform/http/index.ts'
import type { ClientView } from './contract/index.ts'

/** What these builders use of the app; its own type would tie every module to every other. */
interface Built {
  readonly server: FastifyInstance
  readonly routes: readonly BoundRoute[]
  act<T>(settings: { actor: Actor; mode: 'write' }, fn: (ctx: Context) => Promise<T>): Promise<T>
}

/** Two officials: one who asks, and another who approves. */
export interface Officials {
  readonly asks: Actor
  readonly approves: Actor
}

export interface BuiltClient {
  readonly clientId: string
  readonly secret: string
  readonly view: ClientView
}

/** Does what the route does, as the given official. */
export async function actAs<T>(app: Built, actor: Actor, [name, input]: [name: string, input: object]): Promise<T> {
  const row = app.routes.find(({ contract }) => contract.name === name)
  if (!row) throw new Error(`no route is called ${name}`)
  const file = { fileName: '', declaredType: '', stream: (async function* () {})() }
  const facts = {} as RequestFacts
  return app.act({ actor, mode: 'write' }, async (ctx) => (await row.run(ctx, input, file, facts, undefined)) as T)
}

/** An application that was asked for and approved; with a secret, if it has one. */
export async function buildClient(app: Built, { asks, approves }: Officials, asked: object): Promise<BuiltClient> {
  const plain = {
    name: '法律服务网',
    purpose: '办理法律援助申请',
    kind: 'web',
    authMethod: 'client_secret_basic',
    redirectUris: [],
    postLogoutRedirectUris: [],
    requiresPushedRequests: false,
    scopes: ['openid', 'profile'],
  }
  const requested = await actAs<ClientView>(app, asks, ['signOn.requestClient', { ...plain, ...asked }])
  const { id: clientId, version } = requested
  const approved = await actAs<ClientView>(app, approves, ['signOn.approveClient', { clientId, version }])
  if (approved.authMethod !== 'client_secret_basic') return { clientId, secret: '', view: approved }
  const renewal: [string, object] = ['signOn.renewClientSecret', { clientId, version: approved.version }]
  const { secret, client } = await actAs<{ secret: string; client: ClientView }>(app, asks, renewal)
  return { clientId, secret, view: client }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
