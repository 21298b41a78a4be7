import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datagram, framed, syslogMessage } from './syslog-message.ts'
import type { SyslogEntry } from './syslog-message.ts'

const entry: SyslogEntry = {
  position: 208,
  recordedAt: new Date('2026-10-20T02:02:03.004Z'),
  kind: 'identity/SignInFailed.v1',
  category: 'refusals',
  jurisdiction: '450721',
  division: '450721',
  staffId: '450721-01a204dc-485d-732a-b30c-250703087a1f',
  text: '登录失败：口令不正确',
}

/** The grammar of RFC 5424, 6, written down once more from the standard. */
const GRAMMAR =
  /^<(\d{1,3})>1 (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{1,6}Z) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) \[([^ ="\]]{1,32})((?: [^ ="\]]{1,32}="(?:[^"\\\]]|\\["\\\]])*")*)\] \uFEFF(.*)$/su

describe('an entry as a syslog message', () => {
  it('has the header, the structure and the text that RFC 5424 wants', () => {
    expect(syslogMessage(entry, 'gov.example.cn')).toBe(
      '<108>1 2026-10-20T02:02:03.004Z gov.example.cn yiwang - refusals [yiwang@32473 position="208" kind="identity/SignInFailed.v1" category="refusals" jurisdiction="450721" division="450721" staffId="450721-01a204dc-485d-732a-b30c-250703087a1f"] \uFEFF登录失败：口令不正确',
    )
  })

  it('is an alert when one was raised, and information when nothing was refused', () => {
    expect(syslogMessage({ ...entry, kind: 'audit/AlertRaised.v1', category: 'audit' }, 'h')).toMatch(/^<105>/)
    expect(syslogMessage({ ...entry, category: 'reads' }, 'h')).toMatch(/^<110>/)
  })

  it('keeps to the grammar whatever stands in the entry', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (text, subject, category, host) => {
        const match = GRAMMAR.exec(syslogMessage({ ...entry, text, subject, category }, host))
        expect(match).not.toBeNull()
        expect(match![9]).not.toMatch(/\p{Cc}/u)
      }),
    )
  })

  it('is counted in bytes, not in letters', () => {
    expect(Buffer.concat(['a', '登录'].map(framed)).toString()).toBe('1 a6 登录')
  })

  it('fits into one datagram, its words cut between two characters', () => {
    expect(datagram('a 登录').toString()).toBe('a 登录')
    for (const before of ['', 'a', 'ab']) {
      const cut = datagram(before + '登'.repeat(2_000))
      expect(cut.length).toBeGreaterThan(2_045)
      expect(cut.length).toBeLessThanOrEqual(2_048)
      expect(cut.toString()).toMatch(/^(ab?)?登+$/)
    }
  })
})
