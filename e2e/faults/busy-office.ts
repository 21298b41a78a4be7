import { randomUUID } from 'node:crypto'
import type {
  CaseStanding,
  CaseSubmission,
  CaseView,
  RegisterCase,
} from '../../server/src/modules/cases/contract/index.ts'
import type { SessionView } from '../../server/src/modules/identity/contract/index.ts'
import { postUntilAnswered } from '../../server/test/running-server.ts'
import type { Answer, RunningServer } from '../../server/test/running-server.ts'

/** 生育登记 of the demo county: one step, so that a life is register, accept, decide, deliver. */
const BIRTH: RegisterCase = {
  itemId: '450721-d6cadbe7-7b45-8e1f-a8af-81d7ac2abde0',
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

/** What an official was told of a case, in the order in which it was told. */
export interface Told {
  readonly caseNo: string
  state: string
}

/** Officials who work on whole lives of cases, each act sent again under its key until it is answered. */
export interface BusyOffice {
  /** Everything that was acknowledged so far, by case. */
  readonly told: ReadonlyMap<string, Told>
  /** Acts that were answered at a second or later attempt. */
  repeats(): number
  /** Acts acknowledged so far. @throws what went wrong with one of the officials */
  acts(): number
  /** Registers one case and leaves it; the answer is in {@link told}. */
  register(): Promise<string>
  /** So many officials work until {@link rest}. */
  begin(officials: number): void
  /** They finish the lives they are at. @throws what went wrong with one of them */
  rest(): Promise<void>
}

type Send = (path: string, body?: object) => Promise<Answer>

export async function openOffice(server: RunningServer): Promise<BusyOffice> {
  const told = new Map<string, Told>()
  let repeats = 0
  let acts = 0
  let isOver = false
  let failure: Error | undefined
  let working: Promise<void>[] = []
  const onRepeat = () => void (repeats += 1)
  const clerk = await signIn(server.url, 'chenjing', onRepeat)
  const approver = await signIn(server.url, 'weijian-approver', onRepeat)
  const deliverer = await signIn(server.url, 'suli', onRepeat)
  const act = async <T>(send: Send, path: string, body: object): Promise<T> => {
    const answer = await send(path, body)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    acts += 1
    return answer.body as T
  }
  const register = async () => {
    const registered = await act<CaseSubmission>(clerk, '/api/cases/register', BIRTH)
    if (told.has(registered.caseId)) throw new Error(`${registered.caseId} was given twice`)
    told.set(registered.caseId, { caseNo: registered.caseNo, state: registered.state })
    return registered
  }
  const live = async () => {
    const { caseId, version } = await register()
    const note = ({ state }: CaseStanding) => void (told.get(caseId)!.state = state)
    const accepted = await act<CaseStanding>(clerk, `/api/cases/${caseId}/accept`, { version })
    note(accepted)
    const seen = (await approver(`/api/cases/${caseId}`)).body as CaseView
    const taskId = seen.tasks.find((task) => task.state === 'open')?.taskId
    const decision = { version: accepted.version, taskId, outcome: 'pass', opinion: '符合条件' }
    const decided = await act<CaseStanding>(approver, `/api/cases/${caseId}/complete-step`, decision)
    note(decided)
    const delivery = { version: decided.version, method: 'window' }
    note(await act<CaseStanding>(deliverer, `/api/cases/${caseId}/deliver`, delivery))
  }
  return {
    told,
    repeats: () => repeats,
    acts: () => {
      if (failure !== undefined) throw failure
      return acts
    },
    register: async () => (await register()).caseId,
    begin: (officials) => {
      isOver = false
      failure = undefined
      working = Array.from({ length: officials }, async () => {
        while (!isOver) await live()
      })
      // Told by `rest`, which all wait for.
      for (const one of working) one.catch((error: Error) => (failure ??= error))
    },
    rest: async () => {
      isOver = true
      await Promise.all(working)
    },
  }
}

/** An official at a browser: who is asked to sign in does so, and sends the same again. */
async function signIn(url: string, name: string, onRepeat: () => void): Promise<Send> {
  let headers = await newSession(url, name)
  let signingIn: Promise<void> | undefined
  const signInAgain = () =>
    (signingIn ??= newSession(url, name)
      .then((session) => void (headers = session))
      .finally(() => (signingIn = undefined)))
  return async (path, body) => {
    const key = randomUUID()
    for (;;) {
      const answer = await postUntilAnswered(`${url}${path}`, body, { 'idempotency-key': key, ...headers })
      if (answer.tries > 1) onRepeat()
      if (answer.status !== 401) return answer
      await signInAgain()
    }
  }
}

async function newSession(url: string, name: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ name, password: 'yiwang-demo' }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const session = (await (await fetch(`${url}/api/session`, { headers: { cookie } })).json()) as SessionView
  return { cookie, 'x-csrf-token': session.csrfToken ?? '' }
}
