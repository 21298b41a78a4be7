import { ApiProblem } from '@yiwang/client'
import type { PasskeyRequest } from '@yiwang/server/contract/identity'
import { data } from 'react-router'
import { refuse } from '../forms/form-answer.ts'
import { type PostedForm, textOf } from '../forms/posted-form.ts'
import { readPasskey } from '../passkey/read-passkey.ts'

/** The act that waits until its owner has shown once more who they are: its fields come back and are sent again with the proof. */
export interface ProofAsked {
  proof: { hasPassword: boolean; passkey?: PasskeyRequest }
  waiting: Record<string, string>
  problem?: string
}

/** Gives a proof that came along, then does the act; where a proof is needed first, the page is told to ask for it. */
export async function actWithProof<Done>(posted: PostedForm, act: () => Promise<Done>) {
  const { form } = posted
  try {
    await giveProof(posted)
    return await act()
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    const isAsked = error.code === 'permit/proof-needed'
    if (isAsked || (hasProof(form) && proofProblems.includes(error.code)))
      return askForProof(posted, isAsked ? undefined : error.text)
    return refuse(error, form)
  }
}

const proofFields = ['proofPassword', 'passkey']
const proofProblems = ['identity/password-wrong', 'identity/passkey-refused', 'identity/factor-needed']

function hasProof(form: FormData): boolean {
  return proofFields.some((field) => textOf(form, field) !== undefined)
}

async function giveProof({ form, api }: PostedForm): Promise<void> {
  const password = form.get('proofPassword')
  const passkey = readPasskey(form)
  if (passkey) await api.identity.giveProof({ passkey })
  else if (typeof password === 'string' && password !== '') await api.identity.giveProof({ password })
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
