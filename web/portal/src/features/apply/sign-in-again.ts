import { ApiProblem, type Client } from '@yiwang/client'
import { textOf } from '../../shared/forms/posted-form.ts'
import type { PortalRequest } from '../../shared/portal-request.ts'

/** When the form brings a name and a password along, signs in first; what follows acts in the new session. */
export async function signInAgain(portal: PortalRequest, form: FormData, api: Client): Promise<Client | 'failed'> {
  const name = textOf(form, '_again-name')
  const password = form.get('_again-password')
  if (!name || typeof password !== 'string' || password === '') return api
  try {
    const session = await portal.apiWith(undefined).identity.signIn({ name, password })
    return portal.apiWith(session.csrfToken)
  } catch (error) {
    if (error instanceof ApiProblem && error.status < 500) return 'failed'
    throw error
  }
}
