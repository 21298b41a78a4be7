import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import questionFile from '../../../../../data/search/everyday-questions.json' with { type: 'json' }

const { questions } = questionFile
/** Of sixty: what the people who ask may expect of a county's list. */
const FOUND_AT_LEAST = 54
const FIRST = 3

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  const bytes = await readFile(resolve(import.meta.dirname, '../../../../../data/items/guangan-511602-item-list.json'))
  await app.act({ mode: 'write' }, (ctx) =>
    app.modules.catalogue.api.importFile(ctx, { source: 'guangan-511602-item-list.json', bytes }),
  )
})
afterAll(() => app.close())

async function firstAnswers(asked: string): Promise<string[]> {
  const query = new URLSearchParams({ q: asked, division: '511602', pageSize: String(FIRST) })
  const answer = await app.server.inject({ method: 'GET', url: `/api/items?${query.toString()}` })
  return answer.json<{ items: { name: string }[] }>().items.map(({ name }) => name)
}

describe('everyday questions to a county’s whole list', () => {
  it(`find what answers them among the first three: at least ${FOUND_AT_LEAST} of ${questions.length}`, async () => {
    const missed: string[] = []
    for (const { asked, answers } of questions) {
      const first = await firstAnswers(asked)
      if (!first.some((name) => answers.includes(name))) missed.push(`${asked} → ${first.join('、') || '—'}`)
    }
    expect(questions.length - missed.length, missed.join('\n')).toBeGreaterThanOrEqual(FOUND_AT_LEAST)
  })
})
