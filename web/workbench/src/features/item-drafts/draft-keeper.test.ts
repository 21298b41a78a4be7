import type { DraftContent, DraftSection, SectionView } from '@yiwang/server/contract/catalogue'
import { describe, expect, it, vi } from 'vitest'
import { DraftKeeper } from './draft-keeper.ts'

class Stale extends Error {}

/** A server that keeps one draft, and refuses whoever names an older version of a section. */
function server() {
  const sections = new Map<DraftSection, { content: DraftContent; version: number }>([
    ['identity', { content: { name: '旧名称', code: '1' }, version: 0 }],
    ['help', { content: { faqs: [] }, version: 0 }],
  ])
  const view = (section: DraftSection): SectionView => ({
    section,
    ...sections.get(section)!,
    isMine: false,
    editedByName: '韦东来',
  })
  const save = vi.fn(async (input: { section: DraftSection; version: number; content: DraftContent }) => {
    const found = sections.get(input.section)!
    if (found.version !== input.version) throw new Stale()
    sections.set(input.section, { content: input.content, version: found.version + 1 })
    return Promise.resolve({ version: found.version + 1, savedAt: '2026-11-22T02:02:00Z', findings: [] })
  })
  const open = () =>
    new DraftKeeper([view('identity'), view('help')], {
      save,
      read: (section) => Promise.resolve(view(section)),
      isStale: (error) => error instanceof Stale,
      onFindings: () => undefined,
      delay: 1000,
    })
  return { sections, save, open }
}

describe('the keeper of a draft', () => {
  it('saves a moment after the last key, once, and knows when all is saved', async () => {
    vi.useFakeTimers()
    const { sections, save, open } = server()
    const keeper = open()
    for (const name of ['新', '新名', '新名称']) keeper.change('identity', { name, code: '1' })
    expect([keeper.hasUnsaved(), save.mock.calls.length]).toEqual([true, 0])
    await vi.advanceTimersByTimeAsync(1000)
    expect(save).toHaveBeenCalledTimes(1)
    expect(sections.get('identity')).toEqual({ content: { name: '新名称', code: '1' }, version: 1 })
    expect([keeper.hasUnsaved(), keeper.get('identity').state]).toEqual([false, 'kept'])
    vi.useRealTimers()
  })

  it('merges what a colleague wrote in other fields of the section, and keeps both', async () => {
    const { sections, open } = server()
    const [mine, theirs] = [open(), open()]
    theirs.change('identity', { name: '旧名称', code: '22' })
    await theirs.flush()
    mine.change('identity', { name: '我的名称', code: '1' })
    await mine.flush()
    expect(mine.get('identity')).toMatchObject({ state: 'typed', content: { name: '我的名称', code: '22' } })
    await mine.flush()
    expect(sections.get('identity')!.content).toEqual({ name: '我的名称', code: '22' })
  })

  it.each([
    ['mine', '我的名称'],
    ['theirs', '他的名称'],
  ] as const)(
    'asks when both changed one field, and takes %s as chosen; nothing typed is gone before',
    async (whose, name) => {
      const { sections, open } = server()
      const [mine, theirs] = [open(), open()]
      theirs.change('identity', { name: '他的名称', code: '1' })
      await theirs.flush()
      mine.change('identity', { name: '我的名称', code: '33' })
      await mine.flush()
      expect(mine.get('identity')).toMatchObject({
        state: 'clash',
        content: { name: '我的名称', code: '33' },
        other: { name: '韦东来', fields: ['name'], content: { name: '他的名称' } },
      })
      expect(sections.get('identity')!.content).toMatchObject({ name: '他的名称' })
      mine.settle('identity', whose)
      await vi.waitFor(() => expect(mine.hasUnsaved()).toBe(false))
      expect(sections.get('identity')!.content).toEqual({ name, code: '33' })
    },
  )

  it('keeps the text when it could not be saved, and saves it the next time', async () => {
    const { sections, save, open } = server()
    const keeper = open()
    save.mockRejectedValueOnce(new Error('no network'))
    keeper.change('identity', { name: '断网时写的', code: '1' })
    await keeper.flush()
    expect(keeper.get('identity')).toMatchObject({ state: 'failed', content: { name: '断网时写的' } })
    await keeper.flush()
    expect(sections.get('identity')!.content).toMatchObject({ name: '断网时写的' })
  })
})
