import { redirect } from 'react-router'
import { refuseFields } from '../../shared/forms/form-answer.ts'
import { type PostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { actWithProof } from '../../shared/proof/ask-for-proof.ts'
import { companiesMessages as say } from './messages.ts'

/** Registering one's company, letting somebody act for it, and no longer. */
export async function actOnCompanies(posted: PostedForm) {
  return actWithProof(posted, async () => {
    const missing = await act(posted)
    return missing ? refuseFields(missing, posted.form) : redirect('/my/companies', 303)
  })
}

async function act(posted: PostedForm): Promise<Record<string, string> | undefined> {
  const { form, api, options, version } = posted
  const companyId = textOf(form, 'companyId') ?? ''
  switch (textOf(form, 'act')) {
    case 'register':
      return register(posted)
    case 'appoint':
      return appoint(posted, companyId)
    default:
      await api.identity.dismissAgent({ companyId, mandateId: textOf(form, 'mandateId') ?? '', version }, options)
      return undefined
  }
}

async function register({ form, api, options }: PostedForm): Promise<Record<string, string> | undefined> {
  const name = textOf(form, 'name')
  const creditCode = plain(textOf(form, 'creditCode'))
  if (!name || !creditCode)
    return { ...(!name && { name: say.missing.company }), ...(!creditCode && { creditCode: say.missing.code }) }
  await api.identity.registerCompany({ name, creditCode }, options)
  return undefined
}

async function appoint(
  { form, api, options }: PostedForm,
  companyId: string,
): Promise<Record<string, string> | undefined> {
  const agentName = textOf(form, 'agentName')
  const agentCitizenId = plain(textOf(form, 'agentCitizenId'))
  const validTo = textOf(form, 'validTo')
  if (!agentName || !agentCitizenId || !validTo)
    return {
      ...(!agentName && { agentName: say.missing.name }),
      ...(!agentCitizenId && { agentCitizenId: say.missing.id }),
      ...(!validTo && { validTo: say.missing.day }),
    }
  const codes = form.getAll('themes').filter((value): value is string => typeof value === 'string')
  const scope = codes.length > 0 && { scope: { kind: 'themes' as const, codes } }
  await api.identity.appointAgent({ companyId, agentName, agentCitizenId, validTo, ...scope }, options)
  return undefined
}

function plain(text: string | undefined): string {
  return (text ?? '').replaceAll(/\s/g, '').toUpperCase()
}
