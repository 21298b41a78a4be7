import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ClockRibbon, ribbonSentence } from './clock-ribbon.tsx'
import type { RibbonLimit } from './ribbon-limit.ts'

const limit: RibbonLimit = {
  kind: 'handling-promised',
  title: '承诺办结时限',
  startOn: '2025-09-29',
  dueOn: '2025-10-24',
  provisional: false,
  elapsedWorkdays: 7,
  remainingWorkdays: 3,
  overdueWorkdays: 0,
  level: 'normal',
  explanation: '自9月29日的次日起算，国庆节8天不算。',
  strip: [
    { from: '2025-09-30', to: '2025-10-17', kind: 'counted' },
    { from: '2025-10-18', to: '2025-10-19', kind: 'rest', label: '周末' },
    { from: '2025-10-20', to: '2025-10-24', kind: 'left' },
  ],
}

test.each(['row', 'full'] as const)('the %s ribbon always stands beside the sentence that says the same', (size) => {
  const html = renderToStaticMarkup(<ClockRibbon limit={limit} today="2025-10-20" size={size} />)
  expect(html).toContain('已用 7 个工作日 · 还剩 3 个工作日')
  expect(html).toMatch(/<svg[^>]*aria-labelledby="[^"]+-say"/)
})

test('a stopped limit names the reason in a word, however long its legal basis is', () => {
  const strip = [{ from: '2025-09-30', to: '2025-10-24', kind: 'stopped', label: '机构评审' }] as const
  const stopped = { ...limit, level: 'stopped', stoppedBecause: '机构评审（《节能审查办法》第八条）', strip } as const
  expect(ribbonSentence(stopped)).toBe('停止计时：机构评审 · 已用 7 个工作日')
})

test('a limit that has ended says whether it was kept', () => {
  expect(ribbonSentence({ ...limit, level: 'closed', isOnTime: true })).toBe('按期办完 · 已用 7 个工作日')
  expect(ribbonSentence({ ...limit, level: 'closed', isOnTime: false })).toBe('超期办完 · 已用 7 个工作日')
})

test('no style attribute is rendered, for the content security policy forbids it', () => {
  const stopped = { ...limit, level: 'stopped', stoppedBecause: '机构评审' } as const
  expect(renderToStaticMarkup(<ClockRibbon limit={stopped} today="2025-10-20" />)).not.toContain('style=')
})

test('a stopped limit says why it stands', () => {
  const stopped = { ...limit, level: 'stopped', stoppedBecause: '机构评审' } as const
  expect(renderToStaticMarkup(<ClockRibbon limit={stopped} today="2025-10-20" size="row" />)).toContain(
    '停止计时：机构评审',
  )
})
