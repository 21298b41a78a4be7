import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  act,
  bareDraft,
  decided,
  FOOD_ANSWERS,
  ok,
  registered,
  signInCast,
  submitted,
  upload,
  viewOf,
} from '../src/modules/cases/fixtures.ts'
import type { CaseStanding } from '../src/modules/cases/contract/index.ts'
import { buildResident, signIn } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import { removeExpired } from '../src/modules/personal-data/actions/remove-package.ts'
import { ownAccountId } from '../src/modules/personal-data/queries/get-my-personal-data.ts'
import type { HeldKind, PackageView, ReadingView } from '../src/modules/personal-data/contract/index.ts'
import type { ModuleParts, PersonalHolding } from '../src/platform/module/index.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'
import { readableText } from './readable-text.ts'

/** Columns that could say something of a person and are shown to nobody as theirs, each with its reason. */
const OF_NOBODY: Readonly<Record<string, string>> = {
  'audit.alerts.reason': "an administrator's words on a colleague's conspicuous acts",
  'audit.entries.account_id': 'an index over the ledger; what it says of a person is shown as the record',
  'audit.staff_accounts.account_id': "officials' accounts; an index over the ledger",
  'cases.cases.query_password_blind': 'a number that the platform gave, by keyed digest; it says nothing of a person',
  'exports.exports.account_id': 'an official who asked for a list',
  'exports.exports.conditions':
    "an official's search; whoever was found by it is in the list itself, under the list's holding",
  'exports.exports.decision_reason': "an official's words on a colleague's request",
  'exports.exports.reason': 'why an official asked for a list',
  'exports.reveal_days.account_id':
    'how often an official looked that day; what was looked at is shown as “who saw it”',
  'http.idempotency.answer':
    'answers as they were given, kept for some days so that a repetition gets the same; what they say stands in its own table',
  'personal_data.readings.account_id': 'who read; found by what was read and shown as “who saw it”',
  'sign_on.artifacts.user_code_blind': 'a code that a screen shows, by keyed digest, for minutes',
  'sign_on.signing_keys.private_key': "the installation's own keys",
}

/** Columns that name an account, or find or hold what was sealed. */
const TELLING = `(account_id$|^owner_id$|_blinds?$|^legal_representative$)`

/** Words that stand nowhere else. */
const NAME = '区𬭊鹇'
const SHOP = '灵山区𬭊鹇荔枝铺'
const FILE = '区𬭊鹇的身份证.pdf'
const CONTENT = Buffer.from('%PDF-1.4\n%held of a person\ntrailer<<>>\n%%EOF\n')

interface Answer {
  kinds: HeldKind[]
  readings: { count: number; newest: ReadingView[] }
  isNameProved: boolean
  package?: PackageView
}

let app: TestApp
let holdings: readonly PersonalHolding[]
let resident: SignedIn & { phone: string }
let other: SignedIn & { phone: string }
let citizenId: string
let aCase: CaseStanding
let atWindow: CaseStanding
beforeAll(async () => {
  app = await openTestApp()
  const parts: readonly ModuleParts<unknown>[] = Object.values(app.modules)
  holdings = parts.flatMap((part) => part.holdings ?? [])
  resident = await buildResident(app, { name: NAME })
  // Stands for the population base, which knows nobody of this name.
  await prove(resident)
  const texts = await readableText(app)
  citizenId = texts.map((text) => /^identity\.accounts: (999999\d{11}[\dX])$/.exec(text)?.[1]).find(isOfResident) ?? ''
  other = await buildResident(app)
  await plant()
})
afterAll(() => app.close())

function prove({ accountId }: SignedIn) {
  return app.sql(`update identity.accounts set real_name_level = 2, real_name_source = '测试' where id = $1`, [
    accountId.slice(7),
  ])
}

/** The demo people's are known. */
const isOfResident = (id: string | undefined) => id !== undefined && !/199003120243|198506070319|197604180621/.test(id)

/** Something in every module: a case through to its licence, one that a window registered under the number, one that runs. */
async function plant() {
  const cast = await signInCast(app)
  const applicant = { kind: 'person', name: NAME, code: citizenId, phone: resident.phone }
  const answers = { ...FOOD_ANSWERS, shopName: SHOP }
  atWindow = await registered(app, cast.clerk, { applicant, answers })
  const accepted = await act(cast.clerk, atWindow, 'accept', { opinion: '材料齐全' })
  const granted = await decided(cast, accepted)
  await act(cast.certificate, granted, 'make-licence')
  aCase = await submitted(app, resident, { answers })
  const draft = await bareDraft(app, resident)
  const { materials } = await viewOf(resident, draft.caseId)
  const to = { caseId: draft.caseId, materialId: materials[0]!.materialId }
  const uploaded = await upload(app, resident, to, { name: FILE, type: 'application/pdf', bytes: CONTENT })
  expect(uploaded.statusCode, uploaded.body).toBe(200)
  await viewOf(cast.clerk, aCase.caseId)
  await cast.clerk.post(`/api/cases/${aCase.caseId}/applicant`, { purpose: 'verify-identity', reason: '核对' })
  await app.drain()
}

const page = async (by: SignedIn = resident) => ok<Answer>(by.get('/api/my/personal-data'))
const columnsOf = (fits: (holding: PersonalHolding) => boolean = () => true) =>
  holdings
    .filter(fits)
    .flatMap(({ tables }) =>
      Object.entries(tables).flatMap(([table, columns]) => columns.map((column) => `${table}.${column}`)),
    )

describe('what is held of a person', () => {
  it('is declared by its module, column by column, with purpose, ground, source and time', async () => {
    const telling = await app.sql<{ name: string }>(`select n.nspname || '.' || c.relname || '.' || a.attname as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
        join pg_namespace n on n.oid = c.relnamespace
      where n.nspname !~ '^(pg_|information_schema$|public$|graphile_worker$)' and attnum > 0 and not attisdropped
        and a.attname ~ '${TELLING}'`)
    const sealed = app.sealed.flatMap(({ table, columns }) =>
      Object.keys(columns).map((column) => `${table}.${column}`),
    )
    const declared = columnsOf()
    const missing = [...telling.map(({ name }) => name), ...sealed].filter(
      (name) => !declared.includes(name) && !(name in OF_NOBODY),
    )
    expect(
      [...new Set(missing)].toSorted(),
      'a column that says something of a person stands in a holding of its module (queries/holdings.ts), or above with its reason',
    ).toEqual([])
    const columns = (
      await app.sql<{ name: string }>(`select table_schema || '.' || table_name || '.' || column_name as name
        from information_schema.columns`)
    ).map(({ name }) => name)
    expect([...declared, ...Object.keys(OF_NOBODY)].filter((name) => !columns.includes(name))).toEqual([])
    for (const { purpose, basis, source, keptFor } of holdings)
      for (const text of [purpose, basis, source, keptFor]) expect(text.length).toBeGreaterThan(3)
  })

  it('is shown to its owner: whatever of the person lies in any table, the page says', async () => {
    const { kinds, isNameProved } = await page()
    expect(isNameProved).toBe(true)
    const shown = new Map(kinds.map((kind) => [kind.name, JSON.stringify(kind.things)]))
    const texts = await readableText(app)
    const words = [NAME, SHOP, FILE, citizenId, resident.phone]
    for (const word of words) {
      const tables = [...new Set(texts.filter((text) => text.includes(word)).map((text) => text.split(': ')[0]!))]
      const of = tables.flatMap((table) => holdings.filter((one) => table in one.tables))
      expect(of.length, word).toBeGreaterThan(0)
      for (const holding of of) {
        // Names of tasks are the applicant's; an entry's values are shown where the person said them.
        if (holding.withheld !== undefined) continue
        expect({ holding: holding.name, word, isShown: shown.get(holding.name)!.includes(word) }).toEqual({
          holding: holding.name,
          word,
          isShown: true,
        })
      }
    }
    for (const name of ['identity/account', 'identity/sessions', 'cases/cases', 'files/uploads', 'documents/documents'])
      expect(kinds.find((kind) => kind.name === name)!.count, name).toBeGreaterThan(0)
    for (const name of ['licences/licences', 'flows/tasks', 'notices/notices', 'personal-data/record'])
      expect(kinds.find((kind) => kind.name === name)!.count, name).toBeGreaterThan(0)
  })

  it('has what a window registered under the number, once the number is proved, and not before', async () => {
    const cases = async () =>
      (await page()).kinds.find(({ name }) => name === 'cases/cases')!.things.map(({ id }) => id)
    expect(await cases()).toContain(atWindow.caseId)
    await app.sql(`update identity.accounts set real_name_level = 1 where id = $1`, [resident.accountId.slice(7)])
    expect(await cases()).not.toContain(atWindow.caseId)
    expect(await cases()).toContain(aCase.caseId)
    expect((await page()).isNameProved).toBe(false)
    await prove(resident)
  })

  it('shows nothing of it to anybody else', async () => {
    const texts = JSON.stringify(await page(other))
    for (const word of [NAME, SHOP, FILE, citizenId, resident.phone]) expect(texts).not.toContain(word)
  })

  it('says who read it, when and for what, and never counts the owner', async () => {
    const { readings } = await page()
    expect(readings.count).toBeGreaterThanOrEqual(2)
    expect(readings.newest).toContainEqual(
      expect.objectContaining({ what: '申请人完整信息', purpose: '核实身份', byName: expect.any(String) as string }),
    )
    expect(readings.newest.every(({ byName, organizationName }) => byName !== '代办人' && organizationName)).toBe(true)
    expect((await page(other)).readings.count).toBe(0)
  })

  it('is no page for officials, nor for whoever acts for another', async () => {
    const clerk = await signIn(app, 'chenjing')
    const refused = await clerk.get('/api/my/personal-data')
    expect(refused.json()).toMatchObject({ code: 'personal-data/people-only' })
    const acting = { ...resident.actor, mandateId: '450721-00000000-0000-7000-8000-000000000000' }
    await expect(app.as(acting, (ctx) => Promise.resolve(ownAccountId(ctx)), 'read')).rejects.toThrow(
      'personal-data/own-only',
    )
  })
})

describe('a copy of what is held', () => {
  it('is made by a job and holds all of it: a page, data with its description, and the files', async () => {
    const asked = await ok<PackageView>(resident.post('/api/my/personal-data/packages'))
    expect(asked.state).toBe('making')
    const twice = await resident.post('/api/my/personal-data/packages')
    expect(twice.json()).toMatchObject({ code: 'personal-data/package-running' })
    const early = await resident.get(`/api/my/personal-data/packages/${asked.id}/content`)
    expect(early.json()).toMatchObject({ code: 'personal-data/package-unknown' })
    await app.drain()
    const { package: made } = await page()
    expect(made).toMatchObject({ id: asked.id, state: 'ready' })
    expect(made!.done).toBe(made!.total)
    const { href } = await ok<{ href: string }>(resident.post(`/api/my/personal-data/packages/${asked.id}/taking`))
    const answer = await resident.get(href)
    expect(answer.headers['content-type']).toBe('application/zip')
    const files = unzipSync(answer.rawPayload)
    const data = JSON.parse(strFromU8(files['data.json']!)) as { kinds: HeldKind[]; readings: ReadingView[] }
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['目录.html', 'data.json', 'data.schema.json']))
    const uploaded = Object.keys(files).find((name) => name.endsWith(FILE))
    expect(uploaded && Buffer.from(files[uploaded]!)).toEqual(CONTENT)
    for (const word of [NAME, SHOP, citizenId, resident.phone]) {
      expect(JSON.stringify(data)).toContain(word)
      expect(strFromU8(files['目录.html']!)).toContain(word)
    }
    expect(data.readings.length).toBeGreaterThanOrEqual(2)
    const { notices } = await ok<{ notices: { title: string }[] }>(resident.get('/api/my/notices?limit=5'))
    expect(notices.map(({ title }) => title)).toContain('您的个人信息副本做好了')
  })

  it('goes only to its owner, and only after a fresh proof of who they are', async () => {
    const { id } = (await page()).package!
    const foreign = await other.get(`/api/my/personal-data/packages/${id}/content`)
    expect(foreign.json()).toMatchObject({ code: 'personal-data/package-unknown' })
    app.at(new Date(Date.now() + 20 * 60_000).toISOString())
    const stale = await resident.get(`/api/my/personal-data/packages/${id}/content`)
    expect(stale.json()).toMatchObject({ code: 'permit/proof-needed' })
    const taking = await resident.post(`/api/my/personal-data/packages/${id}/taking`)
    expect(taking.json()).toMatchObject({ code: 'permit/proof-needed' })
    app.at(new Date().toISOString())
  })

  it('is replaced by the next, and goes after its days', async () => {
    const files = () =>
      app.sql<{ n: number }>(
        `select count(*)::int as n from files.files where purpose = 'personal-copy' and erased_at is null`,
      )
    await ok(resident.post('/api/my/personal-data/packages'))
    await app.drain()
    expect(await files()).toEqual([{ n: 1 }])
    app.at(new Date(Date.now() + 4 * 86_400_000).toISOString())
    const timers = await app.sql<{ state: string }>('select state from personal_data.packages')
    expect(timers.map(({ state }) => state).toSorted()).toEqual(['gone', 'ready'])
    await app.act({ mode: 'record', role: 'yiwang_worker' }, removeExpired)
    await app.drain()
    expect(await files()).toEqual([{ n: 0 }])
    app.at(new Date().toISOString())
    expect((await page()).package).toBeUndefined()
  })
})
