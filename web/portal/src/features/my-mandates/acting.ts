import { type ActionFunctionArgs, redirect } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { portalOf } from '../../shared/portal-request.ts'

/** 为谁办理: chosen on the page of mandates, left in the bar. */
export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  if (textOf(form, 'do') === 'leave') {
    await api.identity.leaveActing({}, options)
    return redirect('/my/mandates', 303)
  }
  await api.identity.beginActing({ mandateId: textOf(form, 'mandateId') ?? '' }, options)
  return redirect('/my', 303)
})

export function loader() {
  return redirect('/my/mandates')
}
