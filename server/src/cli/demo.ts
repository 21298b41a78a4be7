import { setTimeout as pause } from 'node:timers/promises'
import { PDFDocument } from 'pdf-lib'
import { SearchItems } from '../modules/catalogue/contract/index.ts'
import {
  AcceptCase,
  AttachMaterial,
  CompleteStep,
  CreateDraft,
  DeliverCase,
  GetCase,
  LookUpCase,
  MakeLicence,
  ReceiveCase,
  SubmitCase,
} from '../modules/cases/contract/index.ts'
import type { CaseStanding, CaseView } from '../modules/cases/contract/index.ts'
import { GetSession, SignIn } from '../modules/identity/contract/index.ts'
import { VerifyLicence } from '../modules/licences/contract/index.ts'
import { GetStream } from '../modules/supervision/contract/index.ts'
import { EXIT, textOption } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.ts'
import { CallRefused, createCaller } from './http-caller.ts'
import type { HttpCaller } from './http-caller.ts'

type Login = (typeof DEMO_ACCOUNTS)[number]['login']

/** What 王芳 fills in for her small restaurant: the form of 食品经营许可 of the demo county. */
const ANSWERS = {
  shopName: '荔香小馆(演示)',
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
const ITEM_NAME = '食品经营许可'
/** Licences are drawn and signed by a job; a busy machine may need a while for its first. */
const JOB_WITHIN_MS = 60_000

interface Journey {
  readonly step: <T>(title: string, work: () => Promise<T>, found?: (value: T) => string) => Promise<T>
  readonly as: (login: Login) => Promise<HttpCaller>
  readonly anybody: HttpCaller
}

/** One case from search to verified licence, over HTTP, by the demo people; nothing is simulated. */
export const demoCommand: Command = {
  name: 'demo',
  summary:
    '对运行中的服务走完一件事:申请、受理、审批、发证、核验 · drive one whole case over HTTP against a running server',
  options: {
    url: { type: 'string', value: 'URL', help: '服务地址,默认 http://localhost:8080 · address of the server' },
  },
  run: async (invocation) => await demo(invocation),
}

async function demo(invocation: Invocation): Promise<ExitCode> {
  const base = (textOption(invocation, 'url') ?? 'http://localhost:8080').replace(/\/$/, '')
  const since = Date.now()
  try {
    const identifier = await runJourney(journeyAt(base, invocation))
    invocation.out(`证照标识 · licence ${identifier}`)
  } catch (error) {
    const isUnreachable = error instanceof TypeError && error.message === 'fetch failed'
    if (!isUnreachable && !(error instanceof JourneyBroken)) throw error
    invocation.say(
      isUnreachable ? `${base} 没有应答,请先 npm start · no answer, start the server first` : error.message,
    )
    return isUnreachable ? EXIT.cannotRun : EXIT.no
  }
  invocation.out(`全程 ${((Date.now() - since) / 1000).toFixed(1)} s · the whole journey`)
  return EXIT.ok
}

class JourneyBroken extends Error {}

/** @returns the identifier of the licence */
async function runJourney(journey: Journey): Promise<string> {
  const submission = await apply(journey)
  const standing = await decide(journey, submission)
  const view = await complete(journey, standing)
  const identifier = await look(journey, view, submission)
  await supervise(journey, view)
  return identifier
}

async function apply({ step, as }: Journey) {
  const wangfang = await as('wangfang')
  const item = await step(
    `查找“${ITEM_NAME}”`,
    async () => (await wangfang.call(SearchItems, { q: ITEM_NAME })).items.find(({ name }) => name.includes(ITEM_NAME)),
    (found) => found?.name ?? '没有找到',
  )
  if (!item) throw new JourneyBroken(`没有找到事项“${ITEM_NAME}”:演示县是否已建立?`)
  let standing: CaseStanding = await step('填写申请', () =>
    wangfang.call(CreateDraft, { itemId: item.id, applicantKind: 'person', channel: 'web', answers: ANSWERS }),
  )
  const { materials } = await wangfang.call(GetCase, { caseId: standing.caseId })
  for (const material of materials.filter(({ necessity }) => necessity === 'required')) {
    const file = await pageFor(material.name)
    const { caseId } = standing
    standing = await step(`上传“${material.name}”`, () =>
      wangfang.upload(AttachMaterial, { caseId, materialId: material.materialId }, file),
    )
  }
  const { caseId, version } = standing
  return await step(
    '提交',
    () => wangfang.call(SubmitCase, { caseId, version, truthful: true }),
    ({ caseNo, queryCode }) => `办件编号 ${caseNo},查询编号 ${queryCode}`,
  )
}

/** One page of A4. The standard fonts of PDF have no Chinese, so the page itself says what it is in English. */
async function pageFor(name: string): Promise<File> {
  const document = await PDFDocument.create()
  document.setTitle(name)
  document.addPage([595, 842]).drawText('Yiwang demo: a material of an invented applicant', { x: 72, y: 740, size: 14 })
  return new File([new Uint8Array(await document.save())], `${name}.pdf`, { type: 'application/pdf' })
}

async function decide({ step, as }: Journey, submitted: CaseStanding): Promise<CaseStanding> {
  const { caseId } = submitted
  const chenjing = await as('chenjing')
  const received = await step('收件', () =>
    chenjing.call(ReceiveCase, { caseId, version: submitted.version, paperMaterialIds: [] }),
  )
  await step('受理', () => chenjing.call(AcceptCase, { caseId, version: received.version }))
  let standing: CaseStanding = received
  const officials: readonly [Login, string][] = [
    ['huangzhiqiang', '承办'],
    ['liangxiuying', '审查'],
    ['qinguodong', '审批'],
  ]
  for (const [login, title] of officials) {
    const official = await as(login)
    const view = await official.call(GetCase, { caseId })
    const task = view.tasks.find(({ state, mine }) => state === 'open' && mine)
    // An item may have fewer steps than three.
    if (!task) continue
    standing = await step(title, () =>
      official.call(CompleteStep, {
        caseId,
        version: view.version,
        taskId: task.taskId,
        outcome: 'pass',
        opinion: '符合条件',
      }),
    )
  }
  if (standing.state !== 'granted') throw new JourneyBroken(`审批之后应为“准予”,实为“${standing.stateTitle}”`)
  return standing
}

async function complete({ step, as }: Journey, granted: CaseStanding): Promise<CaseView> {
  const { caseId } = granted
  const suli = await as('suli')
  const made = await step('制证', () => suli.call(MakeLicence, { caseId, version: granted.version }))
  await step(
    '送达并办结',
    () => suli.call(DeliverCase, { caseId, version: made.version, method: 'electronic' }),
    ({ stateTitle }) => stateTitle,
  )
  const wangfang = await as('wangfang')
  return await step(
    '证照与文书生成、签章',
    () => untilDrawn(wangfang, caseId),
    ({ documents, licences }) => `文书 ${documents.length} 份,证照 ${licences.length} 张`,
  )
}

async function untilDrawn(caller: HttpCaller, caseId: string): Promise<CaseView> {
  for (const deadline = Date.now() + JOB_WITHIN_MS; ; await pause(200)) {
    const view = await caller.call(GetCase, { caseId })
    const isDrawn = view.documents.every(({ state }) => state === 'ready') && view.licences.length > 0
    if (isDrawn && view.timeline.every(({ position }) => position !== undefined)) return view
    if (Date.now() > deadline) throw new JourneyBroken(`${JOB_WITHIN_MS / 1000} 秒内文书或台账位置没有生成`)
  }
}

async function look(
  { step, anybody }: Journey,
  view: CaseView,
  { queryCode, queryPassword }: { queryCode: string; queryPassword?: string },
): Promise<string> {
  const licence = view.licences[0]
  if (!licence) throw new JourneyBroken('没有生成证照')
  const { answer } = await step(
    '任何人核验证照',
    () => anybody.call(VerifyLicence, { id: licence.identifier }),
    (verification) => `${licence.identifier} ${verification.answer}`,
  )
  if (answer !== 'valid') throw new JourneyBroken(`证照核验应为 valid,实为 ${answer}`)
  if (queryPassword)
    await step(
      '凭编号和密码查询',
      () => anybody.call(LookUpCase, { queryCode, queryPassword }),
      ({ progress }) => progress,
    )
  return licence.identifier
}

/** 监察员: the case's own record from its first entry, each digest computed again. */
async function supervise({ step, as }: Journey, { caseId }: CaseView): Promise<void> {
  const supervisor = await as('mozhengming')
  const { entries, findings } = await step(
    '监察员核验办件台账',
    () => supervisor.call(GetStream, { kind: 'case', id: caseId }),
    (chain) => `${chain.entries.length} 条记录,${chain.findings.length} 处不符`,
  )
  const [first] = findings
  if (first) throw new JourneyBroken(`台账不符:${first.message}`)
  const isInOrder = entries.every((entry, place) => {
    const before = entries[place - 1]
    return before === undefined || (before.seq < entry.seq && (before.position ?? 0) < (entry.position ?? 0))
  })
  if (!isInOrder) throw new JourneyBroken('台账的序号与位置次序不一致')
}

function journeyAt(base: string, { out }: Invocation): Journey {
  const step: Journey['step'] = async (title, work, found) => {
    const since = Date.now()
    const value = await work().catch((error: unknown) => {
      if (error instanceof CallRefused || error instanceof JourneyBroken)
        throw new JourneyBroken(`“${title}”没有完成:${error.message}`)
      throw error
    })
    const said = found ? `  ${found(value)}` : ''
    out(`${String(Date.now() - since).padStart(6)} ms  ${title}${said}`)
    return value
  }
  const callers = new Map<Login, HttpCaller>()
  return {
    step,
    anybody: createCaller(base),
    as: async (login) => {
      const known = callers.get(login)
      if (known) return known
      const caller = createCaller(base)
      const name = DEMO_ACCOUNTS.find((account) => account.login === login)?.name ?? login
      await step(`${name} 登录`, async () => {
        await caller.call(SignIn, { name: login, password: DEMO_PASSWORD })
        return await caller.call(GetSession, {})
      })
      callers.set(login, caller)
      return caller
    },
  }
}
