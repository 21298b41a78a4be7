import { describe, expect, it } from 'vitest'
import { countInWords, pointsOf, remarksOf, shortcomings } from './review-points.ts'

const rules = [
  {
    step: 'handle',
    points: [
      { id: 'place', name: '位置在规划范围内', optional: false },
      { id: 'seen', name: '到现场看过', optional: true },
    ],
  },
  { step: 'approve', points: [{ id: 'basis', name: '意见有依据', optional: false }] },
  { step: 'handle', points: [{ id: 'safety', name: '不遮挡标志', optional: false }] },
]
const points = pointsOf(rules, 'handle')
const why = (found: Parameters<typeof shortcomings>[1]) =>
  shortcomings(points, found).map((one) => `${one.point?.id ?? ''} ${one.why}`.trim())

describe('the points of a step', () => {
  it('are those of all its rules, in their order; an item without rules has none', () => {
    expect(points.map(({ id }) => id)).toEqual(['place', 'seen', 'safety'])
    expect(pointsOf(undefined, 'handle')).toEqual([])
    expect(pointsOf(rules, 'review')).toEqual([])
  })

  it('must all be looked at but for the optional ones', () => {
    expect(why([])).toEqual(['place missing', 'safety missing'])
    expect(why([{ pointId: 'place', passes: true }])).toEqual(['safety missing'])
    expect(
      why([
        { pointId: 'safety', passes: true },
        { pointId: 'place', passes: true },
      ]),
    ).toEqual([])
  })

  it('that do not hold need a word of why, optional ones too', () => {
    const rest = { pointId: 'safety', passes: true }
    expect(why([{ pointId: 'place', passes: false }, rest])).toEqual(['place unexplained'])
    expect(why([{ pointId: 'place', passes: false, remark: ' ' }, rest])).toEqual(['place unexplained'])
    expect(why([{ pointId: 'place', passes: false, remark: '在禁设区' }, rest])).toEqual([])
    expect(why([{ pointId: 'place', passes: true }, rest, { pointId: 'seen', passes: false }])).toEqual([
      'seen unexplained',
    ])
  })

  it('are of this step and each named once', () => {
    const all = [
      { pointId: 'place', passes: true },
      { pointId: 'safety', passes: true },
    ]
    expect(why([...all, { pointId: 'basis', passes: true }])).toEqual(['unknown'])
    expect(why([...all, { pointId: 'place', passes: true }])).toEqual(['twice'])
  })

  it('are told in words: how many hold, and what was remarked', () => {
    const found = [
      { pointId: 'place', passes: false, remark: '在禁设区' },
      { pointId: 'safety', passes: true },
    ]
    expect(countInWords(found)).toBe('核对审查要点 2 项，合格 1 项，不合格 1 项')
    expect(remarksOf(points, found)).toBe('不合格：位置在规划范围内（在禁设区）')
    expect(remarksOf(points, [{ pointId: 'place', passes: true }])).toBe('')
    expect(countInWords([{ passes: true }])).toBe('核对审查要点 1 项，合格 1 项')
  })
})
