import { type ActionFunctionArgs, redirect } from 'react-router'
import { safeNext } from '../../shared/safe-next.ts'
import { seniorCookie } from '../../shared/senior-cookie.ts'

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const headers = { 'set-cookie': seniorCookie(form.get('senior') === 'on') }
  return redirect(safeNext(form.get('next')), { headers, status: 303 })
}

export function loader() {
  return redirect('/')
}
