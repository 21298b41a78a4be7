import { data, redirect } from 'react-router'
import type { RealNameWay } from '@yiwang/server/contract/identity'
import { refuse, refuseFields } from '../../shared/forms/form-answer.ts'
import { type PostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { safeNext } from '../../shared/safe-next.ts'
import { realNameMessages as say } from './messages.ts'

/** One form for each way; what was typed comes back when the source refuses or is away. */
export async function actOnRealName(posted: PostedForm) {
  const { form, api, options, version } = posted
  const providerId = textOf(form, 'providerId') ?? ''
  const next = safeNext(form.get('next'), '')
  try {
    if (textOf(form, 'act') === 'begin') {
      const begun = await api.identity.beginRealName({ providerId, ...(next !== '' && { next }) }, options)
      const visit = begun.url === undefined ? {} : { visit: { providerId, url: begun.url } }
      return data({ problems: [], fieldErrors: {}, values: {}, ...visit })
    }
    const given = evidenceOf(form)
    if ('missing' in given) return refuseFields(given.missing, form)
    await api.identity.checkRealName({ version, providerId, ...given }, options)
    return redirect(pageWith(form), 303)
  } catch (error) {
    return refuse(error, form)
  }
}

function pageWith(form: FormData): string {
  const kept = new URLSearchParams()
  for (const name of ['need', 'next']) {
    const value = textOf(form, name)
    if (value !== undefined) kept.set(name, value)
  }
  return kept.size === 0 ? '/my/real-name' : `/my/real-name?${kept}`
}

type Evidence = { attemptId?: string; name?: string; code?: string; cardNumber?: string }

function evidenceOf(form: FormData): Evidence | { missing: Record<string, string> } {
  const attemptId = textOf(form, 'attemptId')
  const began = attemptId === undefined ? {} : { attemptId }
  const digits = (name: string) => (textOf(form, name) ?? '').replaceAll(/\s/g, '')
  switch (textOf(form, 'kind') as RealNameWay['kind'] | undefined) {
    case 'phone':
      return digits('code') === '' ? { missing: { code: say.codeMissing } } : { ...began, code: digits('code') }
    case 'bank-card':
      return /^\d{12,19}$/.test(digits('cardNumber'))
        ? { cardNumber: digits('cardNumber') }
        : { missing: { cardNumber: say.cardMissing } }
    case 'population': {
      const name = textOf(form, 'name')
      if (form.has('name') && name === undefined) return { missing: { name: say.nameMissing } }
      return name === undefined ? {} : { name }
    }
    default:
      return began
  }
}
