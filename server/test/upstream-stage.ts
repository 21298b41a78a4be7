import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { testCitizenId } from '../src/modules/identity/fixtures.ts'
import { startRealNames } from '../src/simulators/start-real-names.ts'
import type { RunningSimulator } from '../src/simulators/start-real-names.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { UPSTREAM_SECRET, startOidcUpstream } from './oidc-upstream.ts'
import type { OidcUpstreamServer } from './oidc-upstream.ts'

let simulator: RunningSimulator
export let upstream: OidcUpstreamServer
export let app: TestApp

/** The program with two upstream providers: the nation's by OpenID Connect, the province's by tickets. */
export async function openUpstreamStage(): Promise<void> {
  simulator = await startRealNames()
  upstream = await startOidcUpstream('http://localhost/sign-in/from/nation')
  app = await openTestApp({
    identityPartners: {
      realNames: [],
      upstreams: [
        ...simulator.partners.upstreams!,
        {
          kind: 'oidc',
          id: 'nation',
          title: '国家统一身份认证',
          issuer: upstream.issuer,
          clientId: 'lingshan',
          secret: UPSTREAM_SECRET,
          levels: { '3': 3, '2': 2 },
          validMonths: 6,
          timeoutMs: 1_000,
        },
      ],
    },
  })
}

/** As if nobody had tried anything, and everybody was there. */
export async function calmUpstream(): Promise<void> {
  upstream.trouble = 'none'
  await app.sql('delete from identity.throttles')
}

export async function closeUpstreamStage(): Promise<void> {
  await app.close()
  await upstream.close()
  await simulator.stop()
}

/** A browser that is nobody yet. */
export class Visitor {
  readonly cookies = new Map<string, string>()

  async post(url: string, payload: object = {}): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { 'idempotency-key': randomUUID(), ...(cookie !== '' && { cookie }) }
    const answer = await app.server.inject({ method: 'POST', url, headers, payload })
    for (const { name, value } of answer.cookies) this.#keep(name, value)
    return answer
  }

  #keep(name: string, value: string): void {
    if (value === '') this.cookies.delete(name)
    else this.cookies.set(name, value)
  }

  get(url: string): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return app.server.inject({ url, headers: { cookie } })
  }

  async begin(id: string, next?: string): Promise<string> {
    const answer = await this.post(`/api/session/upstreams/${id}`, next === undefined ? {} : { next })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return answer.json<{ url: string }>().url
  }

  comesBack(id: string, query: string): Promise<LightMyRequestResponse> {
    return this.post(`/api/session/upstreams/${id}/return`, { query })
  }

  /** There and back, as whoever is given. */
  async signsInByNation(as: OidcUpstreamServer['as'], next?: string): Promise<LightMyRequestResponse> {
    upstream.as = as
    const back = await upstream.visit(await this.begin('nation', next))
    return this.comesBack('nation', back.search.slice(1))
  }

  async signsInByProvince(citizenId: string): Promise<LightMyRequestResponse> {
    return this.comesBack(
      'demo-province',
      (await ticketFor(await this.begin('demo-province'), citizenId)).search.slice(1),
    )
  }
}

export async function ticketFor(url: string, citizenId: string): Promise<URL> {
  const answer = await fetch(`${url}&as=${citizenId}`, { redirect: 'manual' })
  return new URL(answer.headers.get('location')!)
}

let people = 0
export function somebody(more: Record<string, string> = {}) {
  people += 1
  const citizen = testCitizenId(500 + people)
  const phone = `1390006${String(people).padStart(4, '0')}`
  return { sub: `nation-${people}`, name: '测试来客', citizen_id: citizen, phone_number: phone, ...more }
}
