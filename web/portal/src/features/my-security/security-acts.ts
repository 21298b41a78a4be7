import { redirect } from 'react-router'
import { refuseFields } from '../../shared/forms/form-answer.ts'
import { type PostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { readNewPasskey } from '../../shared/passkey/read-passkey.ts'
import { actWithProof } from '../../shared/proof/ask-for-proof.ts'
import { securityMessages as say } from './messages.ts'

/** What the page can do: add and remove a passkey, end sessions. A proof that came along is given first. */
export async function actOnSecurity(posted: PostedForm) {
  return actWithProof(posted, async () => {
    const missing = await act(posted)
    return missing ? refuseFields(missing, posted.form) : redirect('/my/security', 303)
  })
}

async function act({ form, api, options, version }: PostedForm): Promise<Record<string, string> | undefined> {
  switch (textOf(form, 'act')) {
    case 'add': {
      const label = textOf(form, 'label')
      const credential = readNewPasskey(form)
      if (!label || !credential) return { label: say.passkeys.labelMissing }
      await api.identity.addPasskey({ label, credential }, options)
      return undefined
    }
    case 'remove':
      await api.identity.removeFactor({ factorId: textOf(form, 'factorId') ?? '', version }, options)
      return undefined
    case 'stop-recovery':
      await api.identity.stopMyRecovery({}, options)
      return undefined
    case 'end':
      await api.identity.endMySession({ sessionId: textOf(form, 'sessionId') ?? '' }, options)
      return undefined
    default:
      await api.identity.endMyOtherSessions({}, options)
      return undefined
  }
}
