import type { RecoveryWay } from '@yiwang/server/contract/identity'
import { data, redirect } from 'react-router'
import { refuse, refuseFields } from '../../shared/forms/form-answer.ts'
import { type PostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { readPasskey } from '../../shared/passkey/read-passkey.ts'
import { recoveryMessages as say } from './messages.ts'

const HERE = '/recover'

/** Each step is a form of its own; what was typed comes back when it is refused. */
export async function actOnRecovery(posted: PostedForm) {
  try {
    return await act(posted)
  } catch (error) {
    return refuse(error, posted.form, { 'identity/password-weak': 'newPassword' })
  }
}

async function act({ form, api, options }: PostedForm) {
  const passkey = readPasskey(form)
  if (passkey) {
    await api.identity.recoverWithPasskey({ passkey }, options)
    return redirect(HERE, 303)
  }
  switch (textOf(form, 'act')) {
    case 'phone': {
      const citizenId = digits(form, 'citizenId').toUpperCase()
      const stated = { name: textOf(form, 'name') ?? '', citizenId, phone: digits(form, 'phone') }
      await api.identity.beginRecovery(stated, options)
      return redirect(HERE, 303)
    }
    case 'start': {
      const startCode = textOf(form, 'startCode') ?? ''
      await api.identity.beginRecoveryByCode({ account: textOf(form, 'account') ?? '', startCode }, options)
      return redirect(HERE, 303)
    }
    case 'ask': {
      const { url } = await api.identity.askRecoveryProof({ providerId: textOf(form, 'providerId') ?? '' }, options)
      return url === undefined ? redirect(HERE, 303) : data({ problems: [], fieldErrors: {}, values: {}, url })
    }
    case 'prove': {
      const given = evidenceOf(form)
      if ('missing' in given) return refuseFields(given.missing, form)
      const providerId = textOf(form, 'providerId')
      await api.identity.giveRecoveryProof({ ...given, ...(providerId !== undefined && { providerId }) }, options)
      return redirect(HERE, 303)
    }
    case 'wait':
      await api.identity.waitForRecovery({}, options)
      return redirect(HERE, 303)
    default:
      return setPassword({ form, api, options })
  }
}

async function setPassword({ form, api, options }: Omit<PostedForm, 'version'>) {
  const newPassword = form.get('newPassword')
  if (typeof newPassword !== 'string' || newPassword === '')
    return refuseFields({ newPassword: say.password.missing }, form)
  const { kind } = await api.identity.setRecoveredPassword({ newPassword }, options)
  return redirect(kind === 'staff' ? '/desk' : '/sign-in?recovered=1', 303)
}

type Evidence = { code?: string; cardNumber?: string }

function evidenceOf(form: FormData): Evidence | { missing: Record<string, string> } {
  switch (textOf(form, 'kind') as RecoveryWay['kind'] | undefined) {
    case 'phone': {
      const code = digits(form, 'code')
      return code === '' ? { missing: { code: say.code.missing } } : { code }
    }
    case 'bank-card': {
      const cardNumber = digits(form, 'cardNumber')
      return /^\d{12,19}$/.test(cardNumber) ? { cardNumber } : { missing: { cardNumber: say.prove.cardMissing } }
    }
    default:
      return {}
  }
}

function digits(form: FormData, name: string): string {
  return (textOf(form, name) ?? '').replaceAll(/\s/g, '')
}
