import { type ActionFunctionArgs, redirect } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { readPostedForm } from '../../shared/forms/posted-form.ts'
import { portalOf } from '../../shared/portal-request.ts'

/** Nothing of the pages stays for who sits down next; cookies are taken back by the API. */
const FORGET_PAGES = '"cache", "storage"'

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { api, options } = await readPostedForm(portalOf(context), request)
  const { upstream } = await api.identity.signOut({}, options)
  const headers = { 'clear-site-data': FORGET_PAGES }
  return redirect(upstream ? `/signed-out/${upstream.id}` : '/', { status: 303, headers })
})

export function loader() {
  return redirect('/')
}

/** Never seen: it is here so that a refusal becomes an error page. */
export default function SignOut() {
  return null
}
