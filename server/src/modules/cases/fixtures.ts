import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import type { TestApp as App } from '../../../test/harness.ts'
import type { Context } from '../../platform/act/index.ts'
import { signIn } from '../identity/fixtures.ts'
import type { SignedIn } from '../identity/fixtures.ts'
import type { CasesContext } from './actions/cases-context.ts'
import type { CaseStanding, CaseSubmission, CaseView } from './contract/index.ts'

/** Answers that fit the form of the demo county's food business licence. */
export const FOOD_ANSWERS = {
  shopName: '荔香小馆',
  placeAddress: '灵山县灵城街道荔香路 8 号',
  placeArea: 86,
  mainKind: 'catering',
  projects: ['hot', 'drinks'],
  headcount: 5,
  safetyManager: '王芳',
  safetyManagerPhone: '13900000001',
  healthCards: true,
  contactName: '王芳',
  contactPhone: '13900000001',
}

export const FOOD_ITEM = '食品经营许可'

/** Answers that fit the form of the energy review; by its consumption the project needs an evaluation by an agency. */
export const ENERGY_ANSWERS = {
  projectName: '荔枝深加工厂',
  projectKind: 'enterprise',
  buildKind: 'new',
  site: '灵山县三海街道工业园',
  industry: '食品制造业',
  totalInvestment: 3200,
  scale: '年加工荔枝 5000 吨',
  annualEnergy: 1200,
  annualPower: 380,
  mainEquipment: '烘干机、冷库',
  measures: '余热回收',
  reportAuthor: '钦州某咨询有限公司（演示）',
  contactName: '李明',
  contactPhone: '13900000002',
}

/** Answers that fit the form of the birth registration, which is done on the spot. */
export const BIRTH_ANSWERS = {
  wifeName: '王芳',
  wifeId: '999999199003120243',
  marriage: 'unmarried',
  childOrder: 1,
  stage: 'pregnant',
  expectedOn: '2027-03-01',
  livingAddress: '灵山县灵城街道荔香路 8 号',
  contactName: '王芳',
  contactPhone: '13900000001',
}

/** The demo county's company, as its agent says at the window. */
export const COMPANY = {
  kind: 'organization',
  name: '灵山县荔香食品有限公司',
  code: '91450721MAYW00016D',
  phone: '13900000002',
  agentName: '李明',
}

/** People as they say who they are at the window: the first has an account, the second has none. */
export const RESIDENT = { kind: 'person', name: '王芳', code: '999999199003120243', phone: '13900000001' }
export const STRANGER = { kind: 'person', name: '陆小梅', code: '999999200001010628', phone: '13900000009' }

/** The smallest file that is a PDF. */
export const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
)

/** The people of one case: each is signed in once. */
export interface Cast {
  readonly resident: SignedIn
  readonly clerk: SignedIn
  readonly handler: SignedIn
  readonly reviewer: SignedIn
  readonly approver: SignedIn
  readonly certificate: SignedIn
}

export async function signInCast(app: App): Promise<Cast> {
  return signInAll(app, {
    resident: 'wangfang',
    clerk: 'chenjing',
    handler: 'huangzhiqiang',
    reviewer: 'liangxiuying',
    approver: 'qinguodong',
    certificate: 'suli',
  })
}

/** Several people at once: the hashing of passwords is what takes long. */
export async function signInAll<Name extends string>(
  app: App,
  logins: Readonly<Record<Name, string>>,
): Promise<Record<Name, SignedIn>> {
  const entries = Object.entries<string>(logins)
  const signedIn = await Promise.all(entries.map(async ([name, login]) => [name, await signIn(app, login)] as const))
  return Object.fromEntries(signedIn) as Record<Name, SignedIn>
}

export async function findItemId(app: App, name: string): Promise<string> {
  const answer = await app.server.inject({ url: `/api/items?q=${encodeURIComponent(name)}` })
  const found = answer.json<{ items: { id: string; name: string }[] }>().items.find((item) => item.name.includes(name))
  if (!found) throw new Error(`no item is called ${name}: ${answer.body.slice(0, 300)}`)
  return found.id
}

/** What is applied for: the food business licence unless said. */
export interface Application {
  readonly item?: string
  readonly answers?: object
  readonly applicantKind?: 'person' | 'organization'
  readonly creditCode?: string
  readonly mandateId?: string
}

/** A draft without any material. */
export async function bareDraft(
  app: App,
  resident: SignedIn,
  { item = FOOD_ITEM, answers = FOOD_ANSWERS, applicantKind = 'person', creditCode, mandateId }: Application = {},
): Promise<CaseStanding> {
  const itemId = await findItemId(app, item)
  return ok<CaseStanding>(resident.post('/api/cases', { itemId, applicantKind, answers, creditCode, mandateId }))
}

/** A draft with every required material. */
export async function draftCase(app: App, resident: SignedIn, application: Application = {}): Promise<CaseStanding> {
  const created = await bareDraft(app, resident, application)
  let standing = created
  const view = await viewOf(resident, created.caseId)
  for (const material of view.materials.filter((one) => one.necessity === 'required')) {
    standing = await ok<CaseStanding>(
      upload(app, resident, { caseId: created.caseId, materialId: material.materialId }),
    )
  }
  return standing
}

export function upload(
  app: App,
  by: SignedIn,
  to: { caseId: string; materialId: string },
  file: { name: string; type: string; bytes: Buffer } = { name: '材料.pdf', type: 'application/pdf', bytes: PDF },
): Promise<LightMyRequestResponse> {
  return sendForm(app, by, { url: `/api/cases/${to.caseId}/materials/${to.materialId}/files`, fields: {}, file })
}

/** A form with a file, its fields before it. */
export function sendForm(
  app: App,
  by: SignedIn,
  { url, fields, file }: { url: string; fields: object; file: { name: string; type: string; bytes: Buffer } },
): Promise<LightMyRequestResponse> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
  form.set('file', new File([new Uint8Array(file.bytes)], file.name, { type: file.type }))
  return app.server.inject({
    method: 'POST',
    url,
    headers: { ...by.headers, 'idempotency-key': randomUUID() },
    payload: form as never,
  })
}

export async function submitted(app: App, resident: SignedIn, application: Application = {}): Promise<CaseSubmission> {
  const draft = await draftCase(app, resident, application)
  return ok<CaseSubmission>(
    resident.post(`/api/cases/${draft.caseId}/submit`, { version: draft.version, truthful: true }),
  )
}

export async function received(app: App, cast: Cast): Promise<CaseStanding> {
  const standing = await submitted(app, cast.resident)
  return act(cast.clerk, standing, 'receive')
}

export async function accepted(app: App, cast: Cast): Promise<CaseStanding> {
  return act(cast.clerk, await received(app, cast), 'accept')
}

/** What somebody says at the window; with an account of theirs they find the case there. */
export interface Registration {
  readonly item?: string
  readonly answers?: object
  readonly applicant?: object
  readonly paperMaterialIds?: readonly string[]
}

/** The short way to a received case: written down at the window, on paper. */
export async function registered(
  app: App,
  clerk: SignedIn,
  { item = FOOD_ITEM, answers = FOOD_ANSWERS, applicant = RESIDENT, paperMaterialIds = [] }: Registration = {},
): Promise<CaseSubmission> {
  const itemId = await findItemId(app, item)
  return ok<CaseSubmission>(clerk.post('/api/cases/register', { itemId, applicant, answers, paperMaterialIds }))
}

/** The short way to a case in handling. */
export async function inHandling(app: App, clerk: SignedIn, registration: Registration = {}): Promise<CaseStanding> {
  return act(clerk, await registered(app, clerk, registration), 'accept')
}

/** From handling to the decision, by three people. */
export async function decided(cast: Cast, at: CaseStanding, outcome: 'pass' | 'deny' = 'pass'): Promise<CaseStanding> {
  const handled = await step(cast.handler, at)
  const reviewed = await step(cast.reviewer, handled)
  return step(cast.approver, reviewed, outcome, outcome === 'deny' ? '操作间面积不足' : '符合条件')
}

/** One act on a case, in the version given. */
export function act(by: SignedIn, at: CaseStanding, path: string, body: object = {}): Promise<CaseStanding> {
  return ok<CaseStanding>(by.post(`/api/cases/${at.caseId}/${path}`, { version: at.version, ...body }))
}

/** Completes the open task of the flow. */
export async function step(
  by: SignedIn,
  at: CaseStanding,
  outcome: 'pass' | 'return' | 'deny' = 'pass',
  opinion = '符合条件',
): Promise<CaseStanding> {
  const view = await viewOf(by, at.caseId)
  const task = view.tasks.find((one) => one.state === 'open' && one.mine)
  if (!task) throw new Error(`no open task of the actor's on ${at.caseId}: ${JSON.stringify(view.tasks)}`)
  return ok<CaseStanding>(
    by.post(`/api/cases/${at.caseId}/complete-step`, { version: view.version, taskId: task.taskId, outcome, opinion }),
  )
}

export async function viewOf(by: SignedIn, caseId: string): Promise<CaseView> {
  return ok<CaseView>(by.get(`/api/cases/${caseId}`))
}

/** A refusal, as whoever called is told of it. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly fields?: readonly { readonly path: string; readonly message: string }[]
}

export async function refusalOf(answering: Promise<LightMyRequestResponse>): Promise<Refusal> {
  const answer = await answering
  if (answer.statusCode < 400) throw new Error(`not refused: ${answer.body}`)
  return answer.json<Refusal>()
}

/** How one act on a case is refused, in the version given. */
export function refusedAct(by: SignedIn, at: CaseStanding, path: string, body: object = {}): Promise<Refusal> {
  return refusalOf(by.post(`/api/cases/${at.caseId}/${path}`, { version: at.version, ...body }))
}

export async function ok<T>(answering: Promise<LightMyRequestResponse>): Promise<T> {
  const answer = await answering
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode}: ${answer.body}`)
  return answer.json<T>()
}

/** What an action of this module is given: the context of one act, and the faces of the modules left of it. */
export function casesContext(app: App, ctx: Context): CasesContext {
  const { limits, organizations, identity, files, notices, flows, documents, exports, catalogue, licences } =
    app.modules
  return {
    ...ctx,
    limits: limits.api,
    organizations: organizations.api,
    identity: identity.api,
    files: files.api,
    notices: notices.api,
    flows: flows.api,
    documents: documents.api,
    exports: exports.api,
    catalogue: catalogue.api,
    licences: licences.api,
    notesBeside: () => app.modules['personal-data'].api.notesBeside,
    whyNotGranted: app.modules['personal-data'].api.whyNotGranted,
    ledger: app.ledger,
  }
}
