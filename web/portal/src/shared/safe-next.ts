/** A place on this site to go on to; anything else becomes the fallback, so that no link can send people away. */
export function safeNext(next: FormDataEntryValue | string | null | undefined, fallback = '/'): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return fallback
  return /[\u0000-\u001f\\]/.test(next) ? fallback : next
}
