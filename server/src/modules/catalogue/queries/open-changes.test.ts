import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { todayIn } from '../../../kernel/index.ts'
import type { ImportReport, ItemFile, OpenChange } from '../contract/index.ts'
import { suspendItem } from '../actions/suspend-item.ts'
import { bytesOf, exchangeTwin, itemFile } from '../fixtures.ts'

/** Two installations: the second begins with the same demo items and follows the first. */
let app: TestApp
let follower: TestApp
beforeAll(async () => {
  app = await openTestApp()
  follower = await openTestApp()
  await importInto(app, exchangeTwin())
  await app.drain()
})
afterAll(async () => {
  await app.close()
  await follower.close()
})

function importInto(to: TestApp, file: unknown): Promise<ImportReport> {
  return to.act({ mode: 'write' }, (ctx) =>
    to.modules.catalogue.api.importFile(ctx, { source: 'test.json', bytes: bytesOf(file) }),
  )
}

async function read<T>(of: TestApp, url: string): Promise<T> {
  const answer = await of.server.inject({ method: 'GET', url })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<T>()
}

interface Changes {
  changes: OpenChange[]
  after: number
  hasMore: boolean
}

async function allChanges(query = ''): Promise<OpenChange[]> {
  const all: OpenChange[] = []
  for (let after = -1; ; ) {
    const page = await read<Changes>(app, `/open/v1/changes?limit=3&after=${after}${query}`)
    all.push(...page.changes)
    after = page.after
    if (!page.hasMore) return all
  }
}

async function exported(from: TestApp): Promise<{ format: string; documents: ItemFile[] }[]> {
  const pages: { format: string; documents: ItemFile[]; next?: string }[] = []
  for (let after = ''; ; ) {
    const page = await read<(typeof pages)[number]>(from, `/open/v1/item-files?limit=2${after}`)
    pages.push(page)
    if (page.next === undefined) return pages
    after = `&after=${page.next}`
  }
}

describe('whoever follows the catalogue', () => {
  it('is told every publication once and in the order of the record, page by page', async () => {
    const changes = await allChanges()
    const published = await app.sql<{ n: number }>('select count(*)::int as n from catalogue.item_versions')
    expect(changes).toHaveLength(published[0]!.n)
    expect(changes.map(({ position }) => position)).toEqual(
      changes.map(({ position }) => position).toSorted((a, b) => a - b),
    )
    expect(new Set(changes.map(({ itemId, version }) => `${itemId} ${version}`)).size).toBe(changes.length)
  })

  it('is told of a suspension from where it stood, and nothing else', async () => {
    const { after, hasMore } = await read<Changes>(app, '/open/v1/changes?limit=500')
    expect(hasMore).toBe(false)
    const itemId = '450721-0192f0c1-2a3b-7c4d-8e5f-0000000000cc'
    await importInto(app, itemFile({ id: itemId }))
    const suspension = {
      itemId,
      version: 1,
      basis: '县人民政府的决定',
      effectiveOn: todayIn(new Date()),
      runningCases: '继续办理',
    }
    await app.as(actorWith(app, ['item-admin']), (ctx) => suspendItem(ctx, suspension))
    await app.drain()
    const page = await read<Changes>(app, `/open/v1/changes?after=${after}`)
    expect(page.changes.map(({ change, version }) => [change, version])).toEqual([
      ['published', 1],
      ['suspended', undefined],
    ])
    expect((await read<Changes>(app, `/open/v1/changes?after=${page.after}`)).changes).toEqual([])
  })

  it('asks for a place and what lies in it alone', async () => {
    const [all, here, elsewhere] = [
      await allChanges(),
      await allChanges('&division=450721'),
      await allChanges('&division=110000'),
    ]
    expect(here).toEqual(all.filter(({ division }) => division.startsWith('450721')))
    expect(elsewhere).toEqual([])
  })

  it('can prove of each version that it is what was published', async () => {
    const [change] = (await allChanges()).filter(({ version }) => version === 4)
    const file = await read<ItemFile>(app, `/open/v1/items/${change!.itemId}/file?version=4`)
    const { version: _version, effectiveOn: _day, ...content } = file.versions[0]!
    const digest = createHash('sha256').update(canonicalize(content)!).digest('hex')
    expect([digest, file.digests['4']]).toEqual([change!.contentDigest, change!.contentDigest])
  })

  it('finds the same list when it was made anew from the record', async () => {
    const before = await allChanges()
    await app.readers.rebuild('catalogue/item-changes')
    expect(await allChanges()).toEqual(before)
  })
})

describe('what was exported', () => {
  it('changes nothing where it came from', async () => {
    for (const page of await exported(app)) {
      expect(await importInto(app, page)).toMatchObject({ taken: 0, changed: 0, refused: [] })
    }
  })

  it('is the same items with the same versions elsewhere, and is exported from there as it came', async () => {
    const pages = await exported(app)
    for (const page of pages) expect(await importInto(follower, page)).toMatchObject({ refused: [] })
    expect(await exported(follower)).toEqual(pages)
  })

  it('is one with what the source itself sends later', async () => {
    expect(await importInto(follower, exchangeTwin())).toMatchObject({ taken: 0, changed: 0, unchanged: 4 })
  })
})
