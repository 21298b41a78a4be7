import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { RecordMark } from './record-mark.tsx'

const act = { what: '受理', position: 1234, occurredAt: '2026-11-22T02:00:00Z', recordedAt: '2026-11-22T02:00:00Z' }

test('the mark shows its position and opens what was recorded and both times', () => {
  const html = renderToStaticMarkup(<RecordMark {...act} />)
  expect(html).toContain('1234')
  expect(html.match(/2026-11-22 10:00:00/g)).toHaveLength(2)
})

test('an act that was recorded later shows the gap and its reason', () => {
  const late = { ...act, recordedAt: '2026-11-25T02:00:00Z', lateReason: '停电' }
  const html = renderToStaticMarkup(<RecordMark {...late} />)
  expect(html).toContain('事后登记，相隔3天')
  expect(html).toContain('停电')
})

test('before the sequencer has placed the entry, the mark says that it waits', () => {
  expect(renderToStaticMarkup(<RecordMark {...act} position={undefined} />)).toContain('排号中')
})
