import { Agent } from 'node:http'
import pg from 'pg'
import type { CaseStanding, CaseSubmission } from '../../server/src/modules/cases/contract/index.ts'
import { FOOD_ANSWERS, STRANGER } from '../../server/src/modules/cases/fixtures.ts'
import { openTaskOf, signInAt, signInClients } from '../case-clients.ts'
import type { SignedIn } from '../case-clients.ts'
import { startProgram } from '../program.ts'
import type { Life } from './read-model.ts'

/** 食品经营许可 of the demo county: handled, reviewed and approved by three people, with two limits running meanwhile. */
const FOOD_ITEM_ID = '450721-e10b2c12-2754-807b-a89e-bc943c95cc09'
const DESKS = ['huangzhiqiang', 'liangxiuying'] as const

/**
 * The lives that a history is made of, each lived by officials at their desks: closed ones, and others that wait at the window, and
 * at each of three desks. So many wait that there are as many running limits as cases. Nobody writes any more afterwards.
 */
export async function liveModels(url: string, dataDir: string): Promise<Life[]> {
  const beside = new pg.Pool({ connectionString: url, max: 2 })
  const program = await startProgram({ dataDir, databaseUrl: url, role: 'web' })
  const agent = new Agent({ keepAlive: true })
  try {
    const clients = await signInClients(program.url, beside, 1)
    const closed = await clients.life()
    clients.close()
    const clerk = await signInAt(program.url, agent, 'chenjing')
    const desks = await Promise.all(DESKS.map((login) => signInAt(program.url, agent, login)))
    const waiting: string[] = [(await register(clerk)).caseId]
    for (let passed = 0; passed <= desks.length; passed += 1)
      waiting.push(await waitAfter(clerk, desks.slice(0, passed), beside))
    const shares = [8, 2, 4, 3, 3]
    return [closed, ...waiting].map((subject, index) => ({ subject, ofTwenty: shares[index]! }))
  } finally {
    agent.destroy()
    await program.stop()
    await beside.end()
  }
}

function register(clerk: SignedIn): Promise<CaseSubmission> {
  const application = { itemId: FOOD_ITEM_ID, answers: FOOD_ANSWERS, applicant: STRANGER, paperMaterialIds: [] }
  return clerk.post<CaseSubmission>('/api/cases/register', application)
}

async function waitAfter(clerk: SignedIn, desks: readonly SignedIn[], beside: pg.Pool): Promise<string> {
  const { caseId, version } = await register(clerk)
  let standing = await clerk.post<CaseStanding>(`/api/cases/${caseId}/accept`, { version })
  for (const desk of desks) {
    const taskId = await openTaskOf(beside, caseId)
    const done = { version: standing.version, taskId, outcome: 'pass', opinion: '符合条件' }
    standing = await desk.post<CaseStanding>(`/api/cases/${caseId}/complete-step`, done)
  }
  return caseId
}
