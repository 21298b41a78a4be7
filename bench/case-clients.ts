import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type pg from 'pg'
import type { CaseStanding, CaseSubmission, RegisterCase } from '../server/src/modules/cases/contract/index.ts'
import type { SessionView } from '../server/src/modules/identity/contract/index.ts'
import { DEMO_PASSWORD } from '../server/src/cli/demo-accounts.ts'

/** 生育登记 of the demo county: its flow has one step, so that a life is register, accept, decide, deliver. */
const ITEM_ID = '450721-d6cadbe7-7b45-8e1f-a8af-81d7ac2abde0'

const REGISTRATION: RegisterCase = {
  itemId: ITEM_ID,
  applicant: { kind: 'person', name: '陆小梅', code: '999999200001010628', phone: '13900000004' },
  answers: {
    wifeName: '陆小梅',
    wifeId: '999999200001010628',
    marriage: 'married',
    childOrder: 1,
    stage: 'planned',
    livingAddress: '灵山县灵城街道荔香路 8 号',
    contactName: '陆小梅',
    contactPhone: '13900000004',
  },
  paperMaterialIds: [],
}

/** Officials at their desks, signed in once. */
export interface CaseClients {
  /** One case from the window to its closing: four requests, each one transaction. */
  life(): Promise<string>
  close(): void
}

/** Somebody who is signed in: what their browser sends with every request. */
export interface SignedIn {
  readonly cookie: string
  post<T>(path: string, body: object): Promise<T>
}

export async function signInAt(url: string, agent: Agent, login: string): Promise<SignedIn> {
  const answer = await send({ url, agent }, '/api/session', { name: login, password: DEMO_PASSWORD }, {})
  const cookie = (answer.cookies[0] ?? '').split(';')[0] ?? ''
  const { csrfToken } = answer.body as SessionView
  const headers = { cookie, 'x-csrf-token': csrfToken ?? '' }
  return {
    cookie,
    post: async <T>(path: string, body: object) => (await send({ url, agent }, path, body, headers)).body as T,
  }
}

/** A case of 王芳's, registered at the window and found in her account. */
export async function registerCaseOfWangfang(
  url: string,
  agent: Agent,
): Promise<{ caseId: string; itemId: string; cookie: string }> {
  const clerk = await signInAt(url, agent, 'chenjing')
  const applicant = { kind: 'person', name: '王芳', code: '999999199003120243', phone: '13900000001' } as const
  const { caseId } = await clerk.post<CaseSubmission>('/api/cases/register', { ...REGISTRATION, applicant })
  const { cookie } = await signInAt(url, agent, 'wangfang')
  return { caseId, itemId: ITEM_ID, cookie }
}

/**
 * A desk knows the task it works on from its inbox; the clients here look it up beside the program, with a query of their
 * own connection, so that exactly the four acts are measured.
 */
export async function signInClients(url: string, beside: pg.Pool, connections: number): Promise<CaseClients> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const clerk = await signInAt(url, agent, 'chenjing')
  const approver = await signInAt(url, agent, 'weijian-approver')
  const deliverer = await signInAt(url, agent, 'suli')
  return {
    life: async () => {
      const registered = await clerk.post<CaseSubmission>('/api/cases/register', REGISTRATION)
      const { caseId } = registered
      const accepted = await clerk.post<CaseStanding>(`/api/cases/${caseId}/accept`, { version: registered.version })
      const taskId = await openTaskOf(beside, caseId)
      const decision = { version: accepted.version, taskId, outcome: 'pass', opinion: '符合条件' }
      const decided = await approver.post<CaseStanding>(`/api/cases/${caseId}/complete-step`, decision)
      const delivery = { version: decided.version, method: 'window' }
      const closed = await deliverer.post<CaseStanding>(`/api/cases/${caseId}/deliver`, delivery)
      if (closed.state !== 'closed') throw new Error(`the case is ${closed.state}`)
      return caseId
    },
    close: () => agent.destroy(),
  }
}

export async function openTaskOf(beside: pg.Pool, caseId: string): Promise<string> {
  const found = await beside.query<{ id: string }>({
    name: 'open-task',
    text: `select jurisdiction || '-' || id as id from flows.tasks where jurisdiction = $1 and subject = $2 and state = 'open'`,
    values: [caseId.slice(0, 6), caseId],
  })
  return found.rows[0]?.id ?? ''
}

interface Answer {
  readonly body: unknown
  readonly cookies: readonly string[]
}

function send(
  to: { url: string; agent: Agent },
  path: string,
  body: object,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const payload = JSON.stringify(body)
  return new Promise((done, fail) => {
    const call = request(to.url + path, {
      method: 'POST',
      agent: to.agent,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
        'idempotency-key': randomUUID(),
        ...headers,
      },
    })
    call.once('error', fail)
    call.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', fail)
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        if (response.statusCode !== 200) return fail(new Error(`${path}: ${response.statusCode} ${text}`))
        done({ body: JSON.parse(text), cookies: response.headers['set-cookie'] ?? [] })
      })
    })
    call.end(payload)
  })
}
