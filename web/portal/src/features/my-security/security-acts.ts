import { ApiProblem } from '@yiwang/client'
import type { PasskeyRequest } from '@yiwang/server/contract/identity'
import { data, redirect } from 'react-router'
import { refuse, refuseFields } from '../../shared/forms/form-answer.ts'
import { type PostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { readNewPasskey, readPasskey } from '../../shared/passkey/read-passkey.ts'
import { securityMessages as say } from './messages.ts'

/** The act that waits until its owner has shown once more who they are: its fields come back and are sent again with the proof. */
export interface ProofAsked {
  proof: { hasPassword: boolean; passkey?: PasskeyRequest }
  waiting: Record<string, string>
  problem?: string
}

/** What the page can do: add and remove a passkey, end sessions. A proof that came along is given first. */
export async function actOnSecurity(posted: PostedForm) {
  const { form } = posted
  try {
    await giveProof(posted)
    const missing = await act(posted)
    if (missing) return refuseFields(missing, form)
    return redirect('/my/security', 303)
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    const isAsked = error.code === 'permit/proof-needed'
    if (isAsked || (hasProof(form) && error.code.startsWith('identity/'))) {
      return askForProof(posted, isAsked ? undefined : error.text)
    }
    return refuse(error, form)
  }
}

const proofFields = ['proofPassword', 'passkey']

function hasProof(form: FormData): boolean {
  return proofFields.some((field) => textOf(form, field) !== undefined)
}

async function giveProof({ form, api }: PostedForm): Promise<void> {
  const password = form.get('proofPassword')
  const passkey = readPasskey(form)
  if (passkey) await api.identity.giveProof({ passkey })
  else if (typeof password === 'string' && password !== '') await api.identity.giveProof({ password })
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
    case 'end':
      await api.identity.endMySession({ sessionId: textOf(form, 'sessionId') ?? '' }, options)
      return undefined
    default:
      await api.identity.endMyOtherSessions({}, options)
      return undefined
  }
}

async function askForProof({ form, api }: PostedForm, problem: string | undefined) {
  const { kinds, passkey } = await api.identity.getProofOptions()
  const waiting = Object.fromEntries(
    [...form].filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && !proofFields.includes(entry[0]),
    ),
  )
  const asked: ProofAsked = {
    proof: { hasPassword: kinds.includes('password'), ...(passkey && { passkey }) },
    waiting,
    ...(problem !== undefined && { problem }),
  }
  return data(asked, { status: 403 })
}
