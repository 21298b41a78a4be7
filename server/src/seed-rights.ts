import { readFile, readdir } from 'node:fs/promises'
import type { App } from './app.ts'
import { INSTALLATION } from './kernel/index.ts'

const FOLDER = new URL('../../data/rights/', import.meta.url)

/** The office that answers for the installation: its name in the list of organizations. */
export interface RightsOffice {
  readonly jurisdiction: string
  readonly name: string
}

/** 个人信息权利事项: the same for every installation, in the name of the office that answers. Twice changes nothing. */
export async function seedRights(app: App, { jurisdiction, name }: RightsOffice): Promise<void> {
  const key = { jurisdiction, name }
  const office = await app.act({ mode: 'read' }, (ctx) =>
    app.modules.organizations.api.findOrganizationByName(ctx, key),
  )
  if (!office) throw new Error(`${jurisdiction} has no organization called ${name}`)
  await publishFlows(app)
  const place = { '{jurisdiction}': jurisdiction, '{organization}': name }
  const files = await Promise.all(
    (await namesOf('.json')).map(async (source) => {
      const text = await readFile(new URL(source, FOLDER), 'utf8')
      const filled = Object.entries(place).reduce((whole, [from, to]) => whole.replaceAll(from, to), text)
      return { source, bytes: Buffer.from(filled) }
    }),
  )
  await app.act({ mode: 'write' }, (ctx) => app.modules.catalogue.api.seed(ctx, files))
}

async function publishFlows(app: App): Promise<void> {
  for (const file of await namesOf('.bpmn')) {
    const xml = await readFile(new URL(file, FOLDER), 'utf8')
    const flow = { definitionId: file.replace('.bpmn', ''), version: 1, jurisdiction: INSTALLATION, xml }
    const { problems } = await app.act({ mode: 'write' }, (ctx) => app.modules.flows.api.publish(ctx, flow))
    if (problems.length > 0) throw new Error(`${file}: ${problems.map((one) => one.message).join('; ')}`)
  }
}

async function namesOf(ending: string): Promise<string[]> {
  return (await readdir(FOLDER)).filter((one) => one.endsWith(ending)).toSorted()
}
