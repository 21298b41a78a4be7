import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDiscretionTable } from './check-discretion-table.ts'

const law = {
  name: '未经备案养蜂',
  kinds: ['fine' as const],
  fineFrom: 500,
  fineTo: 5000,
  fineUnit: 'yuan' as const,
  basis: '第二十条',
}
const column = (from: number, to: number, unit = '元') => ({ label: '罚款', range: { from, to, unit } })
const table = (...columns: ReturnType<typeof column>[]) => ({ name: '罚款分档', isUnique: true, columns })
const messages = (...columns: ReturnType<typeof column>[]) =>
  checkDiscretionTable(law, table(...columns)).map(({ level, message }) => `${level} ${message}`)

describe('the decision table of a penalty', () => {
  it('is taken where what it may say lies inside what the law allows, and nowhere else', () => {
    const amount = fc.integer({ min: 0, max: 9000 })
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)]
        const isInside = from >= 500 && to <= 5000
        const refused = checkDiscretionTable(law, table(column(from, to))).filter(({ level }) => level === 'refuse')
        // What lies wholly below is another article's: told, not refused.
        expect(refused.length === 0).toBe(isInside || to <= 500)
      }),
    )
  })

  it('is told of tiers that may overlap, of a unit that cannot be compared and of a range that is missing', () => {
    expect(messages(column(500, 5000))).toEqual([])
    expect(messages(column(0, 400))).toEqual([expect.stringMatching(/^warn .*只能是减轻处罚/)])
    expect(messages(column(500, 6000))).toEqual([expect.stringContaining('500–6000 不在法定幅度 500–5000 之内')])
    expect(messages(column(-Infinity, Infinity))).toEqual([expect.stringContaining('不限–不限')])
    expect(messages(column(1, 3, '倍'))).toEqual([expect.stringContaining('单位是倍')])
    expect(messages()).toEqual([expect.stringContaining('没有写明幅度的结论列')])
    const several = checkDiscretionTable(law, { ...table(column(500, 5000)), isUnique: false })
    expect(several.map(({ message }) => message)).toEqual([expect.stringContaining('互不重叠')])
    const { fineTo: _to, ...open } = law
    expect(checkDiscretionTable(open, table(column(500, 5000)))[0]?.message).toContain('先写明法定的罚款幅度')
  })
})
