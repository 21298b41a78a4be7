import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ClockRibbon } from './clock-ribbon.tsx'
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
