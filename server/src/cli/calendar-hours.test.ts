import { describe, expect, it } from 'vitest'
import { readHours } from './calendar-hours.ts'

const county = {
  division: '450721',
  validFrom: '2026-05-01',
  basis: '灵政办〔2026〕1号（演示）',
  hours: { workday: [{ from: 480, to: 720 }], weekend: [], holiday: [] },
}

describe('a file of office hours', () => {
  it('is a list of divisions with their hours', () => {
    expect(readHours(JSON.stringify([county]))).toEqual([county])
  })

  it.each([
    ['{', '不是有效的 JSON'],
    ['{}', '应是一个列表'],
    [JSON.stringify([county, { ...county, division: '4507' }]), '第 2 项不正确'],
    [JSON.stringify([{ ...county, hours: { workday: [{ from: 0, to: 1441 }], weekend: [], holiday: [] } }]), '第 1 项'],
  ])('is refused in plain words: %s', (text, words) => {
    expect(() => readHours(text)).toThrow(words)
  })
})
