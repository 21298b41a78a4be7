import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/index.ts'
import type { ItemContent } from '../contract/item.ts'
import { planImport } from './plan-import.ts'
import type { Candidate, KnownItem } from './plan-import.ts'

const today = calendarDate('2026-11-22')

function candidate(row: number, digest: string, version?: number): Candidate {
  const content = { division: '450721', name: '事项' } as ItemContent
  return {
    row,
    label: '事项',
    digest,
    offer: { sourceSystem: 's', sourceKey: 'k', content, ...(version && { version }) },
  }
}

function known(digests: Record<number, string>): KnownItem[] {
  const map = new Map(Object.entries(digests).map(([version, digest]) => [Number(version), digest]))
  return [{ jurisdiction: '450721', sourceSystem: 's', sourceKey: 'k', itemId: 'an-item', digests: map }]
}

describe('a numbered version', () => {
  it('is new when we have not got it, and unchanged when we have it as it is', () => {
    const plan = planImport([candidate(1, 'a', 3), candidate(2, 'b', 4)], known({ 3: 'a' }), today)
    expect(plan.unchanged).toBe(1)
    expect(plan.versions.map((one) => [one.version, one.itemId])).toEqual([[4, 'an-item']])
  })

  it('is refused when it was published with another content', () => {
    const plan = planImport([candidate(1, 'other', 3)], known({ 3: 'a' }), today)
    expect(plan.versions).toEqual([])
    expect(plan.refused[0]?.reason).toContain('第 3 版已经发布而内容不同')
  })

  it('may come twice in a file if it is the same, not if it differs', () => {
    const plan = planImport([candidate(1, 'a', 1), candidate(2, 'a', 1), candidate(3, 'b', 1)], [], today)
    expect([plan.versions.length, plan.unchanged, plan.refused.length]).toEqual([1, 1, 1])
    expect(plan.refused[0]?.reason).toContain('与第 1 条是同一事项的同一版本')
  })
})

describe('a row of a list without version numbers', () => {
  it('is the first version of an item that we have not got', () => {
    expect(planImport([candidate(1, 'a')], [], today).versions).toMatchObject([{ version: 1, effectiveOn: today }])
  })

  it('is the next version when its content changed, and nothing when it did not', () => {
    expect(planImport([candidate(1, 'b')], known({ 1: 'x', 2: 'a' }), today).versions).toMatchObject([{ version: 3 }])
    expect(planImport([candidate(1, 'a')], known({ 1: 'x', 2: 'a' }), today)).toEqual({
      versions: [],
      unchanged: 1,
      refused: [],
    })
  })

  it('is refused when another row of the file says something else under the same code', () => {
    const plan = planImport([candidate(1, 'a'), candidate(2, 'b')], [], today)
    expect(plan.refused.map((one) => one.reason)).toEqual(['与第 1 条的编码相同，内容却不同'])
  })
})
