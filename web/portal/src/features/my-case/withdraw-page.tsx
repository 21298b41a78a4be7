import { Button, LinkButton, TextArea } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  redirect,
  useActionData,
  useLoaderData,
  useNavigation,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { refuse } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { myCaseMessages } from './messages.ts'

const say = myCaseMessages.withdraw

export const loader = answering(async ({ context, params }: LoaderFunctionArgs) => {
  const aCase = await portalOf(context).api.cases.getCase({ caseId: params.caseId ?? '' })
  if (!aCase.abilities.withdraw) throw redirect(`/cases/${aCase.caseId}`)
  return { caseId: aCase.caseId, itemName: aCase.itemName, version: aCase.version, intentKey: newIntentKey() }
})

export const action = answering(async ({ context, params, request }: ActionFunctionArgs) => {
  const { form, api, options, version } = await readPostedForm(portalOf(context), request)
  const caseId = params.caseId ?? ''
  const reason = textOf(form, 'reason')
  try {
    await api.cases.withdrawCase({ caseId, version, ...(reason && { reason }) }, options)
    return redirect(`/cases/${caseId}`, 303)
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

export default function WithdrawPage() {
  const { caseId, itemName, version, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Page title={say.title} lead={say.lead} crumbs={[{ label: itemName, href: `/cases/${caseId}` }]}>
      <Form method="post" className={formStyles.form} noValidate>
        <FormProblems page={say.title} title={say.errorTitle} problems={answer?.problems ?? []} />
        <Seals intentKey={intentKey} version={version} />
        <TextArea
          label={say.reason}
          id="reason"
          name="reason"
          optional
          maxLength={2000}
          defaultValue={answer?.values.reason}
          error={answer?.fieldErrors.reason}
        />
        <div className={formStyles.acts}>
          <Button type="submit" look="risk" busy={isBusy}>
            {say.submit}
          </Button>
          <LinkButton href={`/cases/${caseId}`}>{say.keep}</LinkButton>
        </div>
      </Form>
    </Page>
  )
}
