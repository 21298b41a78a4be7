import { expect } from 'vitest'
import type {
  DraftStanding,
  DraftView,
  ImportReport,
  ItemGuide,
  ItemLayers,
} from '../src/modules/catalogue/contract/index.ts'
import { baseFile, bytesOf } from '../src/modules/catalogue/fixtures.ts'
import { signIn } from '../src/modules/identity/fixtures.ts'
import type { SignedIn } from '../src/modules/identity/fixtures.ts'
import type { TestApp } from './harness.ts'

export const baseIdOf = (number: string, jurisdiction = '450000') =>
  `${jurisdiction}-0192f0c1-2a3b-7c4d-8e5f-0000000b${number}`

export const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

const ACTS = {
  submit: (draftId: string) => `/api/item-drafts/${draftId}/submit`,
  review: (draftId: string) => `/api/item-drafts/${draftId}/review`,
  publish: (draftId: string) => `/api/item-drafts/${draftId}/publish`,
  rebase: (draftId: string) => `/api/item-drafts/${draftId}/rebase`,
  discard: (draftId: string) => `/api/item-drafts/${draftId}/discard`,
}

/** A county's department that adopts what the autonomous region publishes. */
export type AdoptionStage = Awaited<ReturnType<typeof openAdoptionStage>>

export async function openAdoptionStage(app: TestApp) {
  const drafter = await signIn(app, 'nongxuemei')
  const lawyer = await signIn(app, 'lumingde')
  const publisher = await signIn(app, 'moliqing')
  const viewOf = async (draftId: string) => (await drafter.get(`/api/item-drafts/${draftId}`)).json<DraftView>()

  const imports = (file: object) => importInto(app, file)

  /** A version of a base item that departments here may adopt. */
  async function published(number: string, changes: object = {}, version = 1): Promise<string> {
    const of = { id: baseIdOf(number), code: `45109000${number}`, version }
    const report = await imports(baseFile(of, { name: `养蜂场备案（采用测试 ${number}）`, ...changes }))
    expect(report.refused).toEqual([])
    return baseIdOf(number)
  }

  async function adopts(baseId: string): Promise<string> {
    const answer = await drafter.post(`/api/base-items/${baseId}/adopt`, {})
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json<DraftStanding>().draftId
  }

  /** Writes over what a section says. */
  async function writes(draftId: string, section: string, changes: object) {
    const found = (await viewOf(draftId)).sections.find((one) => one.section === section)!
    const content = { ...found.content, ...changes }
    return drafter.post(`/api/item-drafts/${draftId}/sections/${section}`, { version: found.version, content })
  }

  async function act(by: SignedIn, draftId: string, name: keyof typeof ACTS, more: object = {}) {
    const { version } = await viewOf(draftId)
    return by.post(ACTS[name](draftId), { version, ...more })
  }

  /** Through both reviews. */
  async function goesOut(draftId: string): Promise<string> {
    const submitted = await act(drafter, draftId, 'submit', { reason: '采用基本目录' })
    expect(submitted.statusCode, submitted.body).toBe(200)
    expect((await act(lawyer, draftId, 'review', { outcome: 'pass', opinion: '同意' })).statusCode).toBe(200)
    const done = await act(publisher, draftId, 'publish', { outcome: 'pass', opinion: '同意' })
    expect(done.statusCode, done.body).toBe(200)
    return done.json<DraftStanding>().itemId
  }

  return {
    drafter,
    lawyer,
    publisher,
    viewOf,
    imports,
    published,
    adopts,
    writes,
    act,
    goesOut,
    getItemLayers: async (itemId: string) => (await drafter.get(`/api/items/${itemId}/layers`)).json<ItemLayers>(),
    guideOf: async (itemId: string) => (await drafter.get(`/api/items/${itemId}`)).json<ItemGuide>(),
  }
}

function importInto(app: TestApp, file: object): Promise<ImportReport> {
  const asked = { source: 'base.json', bytes: bytesOf(file) }
  return app.act({ mode: 'write' }, (ctx) => app.modules.catalogue.api.importFile(ctx, asked))
}
