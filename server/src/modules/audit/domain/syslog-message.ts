/** What is said of one entry to a central log system: ids, times and kinds. No name, number, reason or other word of a person. */
export interface SyslogEntry {
  readonly position: number
  readonly recordedAt: Date
  readonly kind: string
  readonly category: string
  readonly jurisdiction: string
  readonly division: string
  readonly staffId?: string
  readonly accountId?: string
  readonly subject?: string
  /** In words, as the auditor is shown it. */
  readonly text: string
}

/** RFC 5424, 6.2.1: 13 is "log audit". */
const FACILITY = 13
const SEVERITIES = { alert: 1, warning: 4, informational: 6 } as const

/** A private number of our own there is none; RFC 5612 keeps this one for use where there is none. */
const STRUCTURE = 'yiwang@32473'

/** RFC 5424: one message an entry, in UTF-8. */
export function syslogMessage(entry: SyslogEntry, host: string): string {
  const { position, recordedAt, kind, category, text } = entry
  const { jurisdiction, division, staffId, accountId, subject } = entry
  const fields = { position: String(position), kind, category, jurisdiction, division, staffId, accountId, subject }
  const data = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${escaped(value)}"`],
  )
  const header = `<${FACILITY * 8 + severityOf(entry)}>1 ${recordedAt.toISOString()} ${printable(host, 255)} yiwang - ${printable(category, 32)}`
  return `${header} [${STRUCTURE}${data.join('')}] \uFEFF${oneLine(text)}`
}

/** Octet counting (RFC 5425 4.3, RFC 6587 3.4.1): the length in bytes, a space, the message. */
export function framed(message: string): Buffer {
  const bytes = Buffer.from(message)
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes])
}

/** RFC 5426, 3.2: receivers take 2048 octets; what is longer loses the end of its words, never a part of its structure. */
const MOST_OCTETS = 2_048

/** RFC 5426, 3.1: one datagram a message, without a length before it. */
export function datagram(message: string): Buffer {
  const bytes = Buffer.from(message)
  if (bytes.length <= MOST_OCTETS) return bytes
  let end = MOST_OCTETS
  // Not within a character: its further bytes begin with 10.
  while ((bytes[end]! & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, end)
}

function severityOf({ kind, category }: SyslogEntry): number {
  if (kind.startsWith('audit/AlertRaised.')) return SEVERITIES.alert
  return category === 'refusals' ? SEVERITIES.warning : SEVERITIES.informational
}

/** RFC 5424, 6.3.3. */
function escaped(value: string): string {
  return oneLine(value).replace(/["\\\]]/g, String.raw`\$&`)
}

/** PRINTUSASCII without blanks, or the dash that stands for nothing. */
function printable(text: string, most: number): string {
  return text.replace(/[^\x21-\x7e]/g, '').slice(0, most) || '-'
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
