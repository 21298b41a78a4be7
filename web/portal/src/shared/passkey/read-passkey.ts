import type { PasskeyAssertion, PasskeyRegistration } from '@yiwang/server/contract/identity'

/** What a device signed comes through a form as text; whether it is one the contract says. */
export function readPasskey(form: FormData): PasskeyAssertion | undefined {
  return readJson(form, 'passkey') as PasskeyAssertion | undefined
}

export function readNewPasskey(form: FormData): PasskeyRegistration | undefined {
  return readJson(form, 'credential') as PasskeyRegistration | undefined
}

function readJson(form: FormData, field: string): unknown {
  const text = form.get(field)
  if (typeof text !== 'string' || text === '') return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
