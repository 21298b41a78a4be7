import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveRealNames } from './serve-real-names.ts'
import { createCertificateDesk } from './serve-certificates.ts'
import type { RealNameWorld } from './real-name-world.ts'

const DEMO_PEOPLE = new URL('../../../data/demo/organizations-people.json', import.meta.url)
const SLOW_MS = 8_000

/** How the simulator is reached: one line of JSON that it prints when it listens. */
export interface SimulatorAddress {
  readonly url: string
  readonly client: string
  readonly secret: string
  /** PEM of the root of its simulated authority of certificates. */
  readonly root: string
}

export async function runRealNames(options: {
  port: number
  slowMs?: number
}): Promise<{ server: Server; address: SimulatorAddress }> {
  const secret = randomBytes(24).toString('base64url')
  const world = await readWorld()
  const certificates = createCertificateDesk(world.people, world.companies)
  const server = serveRealNames({ world, client: 'demo', secret, slowMs: options.slowMs ?? SLOW_MS, certificates })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { server, address: { url, client: 'demo', secret, root: certificates.root } }
}

async function readWorld(): Promise<RealNameWorld> {
  const { people, population, companies } = JSON.parse(await readFile(DEMO_PEOPLE, 'utf8')) as {
    people: RealNameWorld['people']
    population: RealNameWorld['people']
    companies: RealNameWorld['companies']
  }
  const phones = new Map(people.map(({ citizenId, phone }) => [citizenId, phone]))
  return { people: population.map((one) => ({ ...one, ...phoneOf(phones.get(one.citizenId)) })), companies }
}

function phoneOf(phone: string | undefined): { phone?: string } {
  return phone === undefined ? {} : { phone }
}
