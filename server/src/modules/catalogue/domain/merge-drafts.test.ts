import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeContents } from './merge-drafts.ts'

const materials = (...names: string[]) => names.map((name) => ({ id: name[0], name }))

/** As a file of JSON holds it: nothing that is no number, and no nought below nought. */
const contents = fc
  .dictionary(fc.stringMatching(/^[a-z]{0,4}$/), fc.jsonValue())
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)

describe('a draft that takes up a newer version', () => {
  it('keeps what it changed and follows the rest, field by field and part by part', () => {
    const base = { name: '旧名', code: '1', materials: materials('a书', 'b图', 'c证') }
    const ours = { name: '我的名', code: '1', materials: materials('a书（新）', 'b图', 'd诺') }
    const theirs = { name: '旧名', code: '2', materials: materials('a书', 'b图（彩）', 'c证', 'e表') }
    expect(mergeContents({ base, ours, theirs })).toEqual({
      name: '我的名',
      code: '2',
      materials: materials('a书（新）', 'b图（彩）', 'd诺', 'e表'),
    })
  })

  it('is theirs where we changed nothing, and ours where they changed nothing', () => {
    fc.assert(
      fc.property(contents, contents, (base, other) => {
        expect(mergeContents({ base, ours: base, theirs: other })).toEqual(other)
        expect(mergeContents({ base, ours: other, theirs: base })).toEqual(other)
      }),
    )
  })

  it('drops nothing that we wrote where parts cannot be told apart', () => {
    const twice = [{ name: '窗口' }, { name: '窗口' }]
    expect(mergeContents({ base: [], ours: twice, theirs: [{ name: '别的' }] })).toEqual(twice)
  })
})
