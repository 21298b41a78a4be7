/**
 * Keys for writes. One intent (the same call with the same input) keeps its `Idempotency-Key` until the server has
 * answered it, so that pressing the button again after a broken connection cannot do the thing twice.
 */
export interface Intents {
  keyFor(intent: string): string
  settle(intent: string): void
}

export function createIntents(newKey: () => string = () => crypto.randomUUID()): Intents {
  const open = new Map<string, string>()
  return {
    keyFor(intent) {
      const known = open.get(intent)
      if (known !== undefined) return known
      const key = newKey()
      open.set(intent, key)
      return key
    },
    settle(intent) {
      open.delete(intent)
    },
  }
}
