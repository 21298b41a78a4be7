/** 发文字号 (GB/T 9704-2012 7.2.5): the organization's word, the year in 〔〕, the number without leading zeros. */
export interface NumberParts {
  readonly word: string
  readonly year: number
  readonly number: number
}

const PLACES = ['{word}', '{year}', '{number}'] as const

export function isNumberFormat(format: string): boolean {
  return PLACES.every((place) => format.split(place).length === 2)
}

/** For an organization that has not set its word: its whole name stands for it. */
export function defaultNumberFormat(organizationName: string): string {
  return `${organizationName.replaceAll('{', '').replaceAll('}', '')}{word}〔{year}〕{number}号`
}

export function formatNumber(format: string, parts: NumberParts): string {
  return format
    .replace('{year}', String(parts.year))
    .replace('{number}', String(parts.number))
    .replace('{word}', () => parts.word)
}

/** Numbers run by organization, kind of document and year. */
export function numberSeries(organizationId: string, parts: Omit<NumberParts, 'number'>): string {
  return `document:${organizationId}:${parts.word}:${parts.year}`
}
