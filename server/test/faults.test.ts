import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOOD_ANSWERS } from '../src/modules/cases/fixtures.ts'
import type { CaseSubmission } from '../src/modules/cases/contract/index.ts'
import { createRunningServer, postUntilAnswered } from './running-server.ts'
import type { RunningServer } from './running-server.ts'

/** The plan's number: ten of the server, ten of PostgreSQL. */
const KILLS = 20
const CLERKS = 4

let server: RunningServer
let headers: Record<string, string>
let itemId: string
beforeAll(async () => {
  server = await createRunningServer(await mkdtemp(join(tmpdir(), 'yiwang-faults-')))
  await server.start()
  headers = await signIn()
  const found = (await (await fetch(`${server.url}/api/items?q=${encodeURIComponent('食品经营许可')}`)).json()) as {
    items: { id: string }[]
  }
  itemId = found.items[0]!.id
}, 180_000)
afterAll(async () => {
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
}, 60_000)

async function signIn(): Promise<Record<string, string>> {
  const answer = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ name: 'chenjing', password: 'yiwang-demo' }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const session = (await (await fetch(`${server.url}/api/session`, { headers: { cookie } })).json()) as {
    csrfToken: string
  }
  return { cookie, 'x-csrf-token': session.csrfToken }
}

const application = () => ({
  itemId,
  applicant: { kind: 'person', name: '陆小梅', code: '999999200001010628', phone: '13900000009' },
  answers: FOOD_ANSWERS,
})

const register = () => postUntilAnswered(`${server.url}/api/cases/register`, application(), headers)

describe('faults', () => {
  it('lose no acknowledged number and double none, through twenty kills of server and database under load', async () => {
    const acknowledged: string[] = []
    let repeats = 0
    let isOver = false
    const clerk = async (): Promise<void> => {
      while (!isOver) {
        const answer = await register()
        expect(answer.status, JSON.stringify(answer.body)).toBe(200)
        acknowledged.push((answer.body as CaseSubmission).caseNo)
        if (answer.tries > 1) repeats += 1
      }
    }
    const clerks = Promise.all(Array.from({ length: CLERKS }, clerk))
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = acknowledged.length
      // Under load means that answers keep coming between two kills.
      while (acknowledged.length < before + CLERKS) {
        server.assertAlive()
        await pause(20)
      }
      if (kill % 2 === 0) {
        await server.killServer()
        await server.start()
      } else {
        server.killDatabase()
      }
    }
    isOver = true
    await clerks
    const stored = await caseNumbers()
    expect(repeats).toBeGreaterThan(0)
    expect([...stored].sort()).toEqual([...new Set(acknowledged)].sort())
    expect(new Set(acknowledged).size).toBe(acknowledged.length)
    // Gap-free within the day's series: as many numbers as the highest one says.
    const serials = stored.map((no) => Number(no.slice(-4)))
    expect(Math.max(...serials)).toBe(stored.length)
  }, 400_000)

  it('answer in Chinese and lose nothing while the database stands still for ten seconds', async () => {
    server.signalDatabase('SIGSTOP')
    const waiting = fetch(`${server.url}/api/items?q=${encodeURIComponent('食品')}`)
    const writing = register()
    const refused = await waiting
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(((await refused.json()) as { detail: string }).detail).toContain('填写的内容没有丢失')
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    await pause(2_000)
    server.signalDatabase('SIGCONT')
    const answer = await writing
    expect(answer.status).toBe(200)
    expect((await caseNumbers()).filter((no) => no === (answer.body as CaseSubmission).caseNo)).toHaveLength(1)
  }, 120_000)
})

async function caseNumbers(): Promise<string[]> {
  const client = new pg.Client({ connectionString: server.databaseUrl() })
  await client.connect()
  const found = await client.query<{ case_no: string }>('select case_no from cases.cases where case_no is not null')
  await client.end()
  return found.rows.map((row) => row.case_no)
}
