import type { Client } from '@yiwang/client'
import { type PortalRequest } from '../portal-request.ts'
import { sealNames } from './seals.tsx'

/** A form as it arrived, with the API that acts in its name. */
export interface PostedForm {
  form: FormData
  api: Client
  /** Passed to every write, so that a form sent twice acts once. */
  options: { idempotencyKey?: string }
  version: number
}

export async function readPostedForm(portal: PortalRequest, request: Request): Promise<PostedForm> {
  const form = await request.formData()
  const key = textOf(form, sealNames.key)
  return {
    form,
    api: portal.apiWith(textOf(form, sealNames.csrf)),
    options: key ? { idempotencyKey: key } : {},
    version: Number(textOf(form, sealNames.version)) || 0,
  }
}

/** The text of a field without blanks around it; what is empty is not there. */
export function textOf(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  if (typeof value !== 'string') return undefined
  return value.trim() || undefined
}

export function newIntentKey(): string {
  return crypto.randomUUID()
}
