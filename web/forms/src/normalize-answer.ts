/** Codes are often typed with spaces and small letters: that is no mistake worth a message. */
export function normalizeAnswer(format: string | undefined, text: string): string {
  if (format === 'citizen-id' || format === 'credit-code') return text.replace(/\s/g, '').toUpperCase()
  if (format === 'phone') return text.replace(/[\s-]/g, '')
  return text
}
