/** A list of keys as an administrator pastes it; undefined for anything else. The server judges what is in them. */
export function publicKeysOf(text: string): Record<string, string>[] | undefined {
  try {
    const said: unknown = JSON.parse(text)
    const list: unknown = typeof said === 'object' && said !== null && 'keys' in said ? said.keys : said
    return Array.isArray(list) && list.length > 0 && list.every(isKey) ? list : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isKey(one: unknown): one is Record<string, string> {
  return typeof one === 'object' && one !== null && Object.values(one).every((value) => typeof value === 'string')
}
