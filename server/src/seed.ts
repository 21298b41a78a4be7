import { readFile, readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { App } from './app.ts'
import { INSTALLATION } from './kernel/index.ts'
import type { PeopleSeed } from './modules/identity/index.ts'
import type { OrganizationsSeed, SeededStaff } from './modules/organizations/index.ts'
import type { RosterSeed } from './modules/rosters/index.ts'
import { seedRights } from './seed-rights.ts'
import { DEMO_PASSWORD } from './cli/demo-accounts.ts'

const DATA = new URL('../../data/', import.meta.url)

/** The two counties of the demo: the one that has everything, and one that must see nothing of it. */
const COUNTIES = [
  { divisions: '450721-lingshan.json', organizations: 'organizations-450721.json' },
  { divisions: '620423-jingtai.json', organizations: 'organizations-620423.json' },
] as const

/** Puts the demo county into an empty installation: twice changes nothing. */
export async function seedDemo(app: App): Promise<void> {
  await seedGround(app)
  await seedNumberFormats(app)
  await seedFlows(app)
  await seedForms(app)
  await seedItems(app)
  await seedLists(app)
  await seedRights(app, { jurisdiction: '450721', name: '灵山县行政审批局' })
}

/** Divisions, organizations, staff, and the accounts of all demo people. */
async function seedGround(app: App): Promise<void> {
  const organizations = app.modules.organizations.api
  const staff: SeededStaff[] = []
  for (const county of COUNTIES) {
    const content = await readJson<unknown>(`divisions/${county.divisions}`)
    const seed = await readJson<OrganizationsSeed>(`demo/${county.organizations}`)
    const fileName = county.divisions
    await app.act({ mode: 'write' }, (ctx) => organizations.importDivisions(ctx, { content, fileName }))
    staff.push(...(await app.act({ mode: 'write' }, (ctx) => organizations.seed(ctx, seed))))
  }
  const people = await readJson<PeopleSeed>('demo/organizations-people.json')
  const accounts = { people, staff, password: DEMO_PASSWORD }
  await app.act({ mode: 'write' }, (ctx) => app.modules.identity.api.seed(ctx, accounts))
}

/** 机关代字: how the departments number their documents. One without a word of its own uses its name. */
async function seedNumberFormats(app: App): Promise<void> {
  const { organizations, documents } = app.modules
  const rows = await readJson<{ jurisdiction: string; name: string; format: string }[]>('demo/number-formats.json')
  for (const { format, ...key } of rows) {
    await app.act({ mode: 'write' }, async (ctx) => {
      const found = await organizations.api.findOrganizationByName(ctx, key)
      if (!found) throw new Error(`number-formats.json names ${key.name}, which the county has not got`)
      await documents.api.setNumberFormat(ctx, { organizationId: found.id, format })
    })
  }
}

/** The flows that the demo items run on, the same for every jurisdiction. */
async function seedFlows(app: App): Promise<void> {
  const folder = new URL('demo/flows/', DATA)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.bpmn')).toSorted()
  for (const name of names) {
    const xml = await readFile(new URL(name, folder), 'utf8')
    const flow = { definitionId: name.replace('.bpmn', ''), version: 1, jurisdiction: INSTALLATION, xml }
    const { problems } = await app.act({ mode: 'write' }, (ctx) => app.modules.flows.api.publish(ctx, flow))
    if (problems.length > 0) throw new Error(`${name}: ${problems.map((one) => one.message).join('; ')}`)
  }
}

/** 空白表格 and 示例样表 that the items name: kept before the items come. */
async function seedForms(app: App): Promise<void> {
  const { catalogue, files } = app.modules
  const folder = new URL('demo/forms/', DATA)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pdf')).toSorted()
  for (const fileName of names) {
    const bytes = await readFile(new URL(fileName, folder))
    // Our own, as the documents that we set are: it comes in while a scanner is away, too.
    const form = await files.api.stage({ stream: Readable.from([bytes]), fileName, purpose: 'document' })
    await app.act({ mode: 'write' }, (ctx) => catalogue.api.seedForm(ctx, '450721', form))
  }
}

/** The items of the demo county, one file each, and what those above have published for it to adopt. */
async function seedItems(app: App): Promise<void> {
  for (const folder of ['demo/base-items/', 'demo/items/']) await seedItemsOf(app, new URL(folder, DATA))
}

async function seedItemsOf(app: App, folder: URL): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  const files = await Promise.all(
    names.map(async (source) => ({ source, bytes: await readFile(new URL(source, folder)) })),
  )
  await app.act({ mode: 'write' }, (ctx) => app.modules.catalogue.api.seed(ctx, files))
}

/** What departments keep on lists that do not follow from items. */
async function seedLists(app: App): Promise<void> {
  const seed = await readJson<RosterSeed>('demo/lists.json')
  await app.act({ mode: 'write' }, (ctx) => app.modules.rosters.api.seed(ctx, seed))
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(new URL(path, DATA), 'utf8')) as T
}
