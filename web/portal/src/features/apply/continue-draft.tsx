import { checkSection } from '@yiwang/forms'
import { type LoaderFunctionArgs, redirect } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { getOpenDraft } from './draft.ts'

/** Goes on where the draft was left: at the first step with something to do. */
export const loader = answering(async ({ context, params }: LoaderFunctionArgs) => {
  const caseId = params.caseId ?? ''
  const { aCase, form } = await getOpenDraft(portalOf(context).api, caseId)
  const section = form.sections.find((one) => checkSection(form, one, aCase.answers).length > 0)
  return redirect(`/drafts/${caseId}/${section ? `form/${section.id}` : 'materials'}`)
})

/** Never seen: it is here so that a refusal becomes an error page. */
export default function ContinueDraft() {
  return null
}
