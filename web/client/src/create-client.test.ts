import Type from 'typebox'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { type ApiProblem, type ApiRequest, type ApiResponse, createClientOf, hrefOf, type Transport } from './index.ts'

const GetCase = {
  name: 'cases.getCase',
  method: 'GET',
  path: '/api/cases/:caseId',
  params: Type.Object({ caseId: Type.String() }),
  query: Type.Object({ with: Type.Optional(Type.Array(Type.String())) }),
  response: Type.Object({ caseNo: Type.String() }),
} as const
const AcceptCase = {
  name: 'cases.acceptCase',
  method: 'POST',
  path: '/api/cases/:caseId/accept',
  params: Type.Object({ caseId: Type.String() }),
  body: Type.Object({ version: Type.Integer(), opinion: Type.Optional(Type.String()) }),
  response: Type.Object({ version: Type.Integer() }),
} as const
const modules = { cases: { GetCase, AcceptCase, casesProblems: { stale: { code: 'cases/stale' } } } }

function transportAnswering(...answers: (Partial<ApiResponse> | Error)[]) {
  const sent: ApiRequest[] = []
  const asked: boolean[] = []
  const transport: Transport = {
    send(request) {
      sent.push(request)
      const answer = answers.shift() ?? {}
      if (answer instanceof Error) return Promise.reject(answer)
      return Promise.resolve({ status: 200, header: () => undefined, text: '{}', ...answer })
    },
    csrfToken(fresh) {
      asked.push(fresh)
      return Promise.resolve(fresh ? 'token-2' : 'token-1')
    },
  }
  return { transport, sent, asked, client: createClientOf(transport, modules) }
}

function refusal(status: number, body: object): Partial<ApiResponse> {
  return { status, text: JSON.stringify(body) }
}

async function problemFrom(promise: Promise<unknown>): Promise<ApiProblem> {
  return promise.then(
    () => expect.fail('was not refused'),
    (error: unknown) => error as ApiProblem,
  )
}

describe('a read', () => {
  test('fills the path, repeats list values in the query and needs no key', async () => {
    const { client, sent } = transportAnswering({ text: '{"caseNo":"450721"}' })
    const found = await client.cases.getCase({ caseId: '450721-a/b', with: ['limits', 'tasks'] })
    expectTypeOf(found).toEqualTypeOf<{ caseNo: string }>()
    expect(found.caseNo).toBe('450721')
    expect(sent[0]?.url).toBe('/api/cases/450721-a%2Fb?with=limits&with=tasks')
    expect(sent[0]?.headers['idempotency-key']).toBeUndefined()
  })

  test('has an address of its own for links', () => {
    expect(hrefOf(GetCase, { caseId: '450721-a' })).toBe('/api/cases/450721-a')
  })
})

describe('a write', () => {
  test('carries a key and the session token, and leaves path parameters out of the body', async () => {
    const { client, sent } = transportAnswering({ text: '{"version":2}' })
    await client.cases.acceptCase({ caseId: '450721-a', version: 1, opinion: undefined })
    expect(sent[0]?.headers['x-csrf-token']).toBe('token-1')
    expect(sent[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ version: 1 })
  })

  test('keeps its key when the answer was lost, and takes a new one after an answer', async () => {
    const { client, sent } = transportAnswering(new TypeError('fetch failed'), { status: 503, text: '' }, {}, {})
    const input = { caseId: '450721-a', version: 1 }
    expect((await problemFrom(client.cases.acceptCase(input))).code).toBe('client/unreachable')
    await problemFrom(client.cases.acceptCase(input))
    await client.cases.acceptCase(input)
    await client.cases.acceptCase(input)
    const keys = sent.map((one) => one.headers['idempotency-key'])
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).toBe(keys[0])
    expect(keys[3]).not.toBe(keys[0])
  })

  test('says that the server cannot be reached when not even its token can be had', async () => {
    const { client, transport } = transportAnswering()
    transport.csrfToken = () => Promise.reject(new TypeError('fetch failed'))
    const problem = await problemFrom(client.cases.acceptCase({ caseId: '450721-a', version: 1 }))
    expect(problem.code).toBe('client/unreachable')
  })

  test('gives another input another key, even while the first is undecided', async () => {
    const { client, sent } = transportAnswering(new TypeError('fetch failed'), {})
    await problemFrom(client.cases.acceptCase({ caseId: '450721-a', version: 1 }))
    await client.cases.acceptCase({ caseId: '450721-a', version: 1, opinion: '同意' })
    expect(sent[1]?.headers['idempotency-key']).not.toBe(sent[0]?.headers['idempotency-key'])
  })

  test('fetches a fresh token once when the old one was refused, under the same key', async () => {
    const { client, sent } = transportAnswering(refusal(403, { code: 'http/csrf-token', title: '页面已过期' }), {})
    await client.cases.acceptCase({ caseId: '450721-a', version: 1 })
    expect(sent.map((one) => one.headers['x-csrf-token'])).toEqual(['token-1', 'token-2'])
    expect(sent[1]?.headers['idempotency-key']).toBe(sent[0]?.headers['idempotency-key'])
  })
})

describe('a refusal', () => {
  test('says in Chinese what is wrong and where', async () => {
    const { client } = transportAnswering(
      refusal(400, {
        code: 'http/invalid-input',
        title: '填写有误',
        detail: '有 1 处需要改正',
        fields: [{ path: '/applicant/citizenId', message: '身份证号码不正确' }],
      }),
    )
    const problem = await problemFrom(client.cases.getCase({ caseId: '450721-a' }))
    expect(problem.text).toBe('有 1 处需要改正')
    expect(problem.fields).toEqual([{ path: ['applicant', 'citizenId'], message: '身份证号码不正确' }])
  })

  test('is readable even when a proxy answers with a page', async () => {
    const { client } = transportAnswering({ status: 503, text: '<html>Bad gateway</html>' })
    const problem = await problemFrom(client.cases.getCase({ caseId: '450721-a' }))
    expect(problem.text).toBe('服务暂时不可用，请稍后再试')
    expect(problem.isPassing).toBe(true)
  })

  test('knows a stale version, and an ended session from a wrong password', async () => {
    const { client } = transportAnswering(
      refusal(409, { code: 'http/stale-version', title: '内容已被他人修改' }),
      refusal(401, { code: 'permit/sign-in-required', title: '请先登录' }),
      refusal(401, { code: 'identity/sign-in-failed', title: '账号或密码不正确' }),
    )
    expect((await problemFrom(client.cases.getCase({ caseId: 'a' }))).isStale).toBe(true)
    expect((await problemFrom(client.cases.getCase({ caseId: 'a' }))).isSignedOut).toBe(true)
    expect((await problemFrom(client.cases.getCase({ caseId: 'a' }))).isSignedOut).toBe(false)
  })
})
