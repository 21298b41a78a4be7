import { Button, TextField } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  data,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  useActionData,
  useLoaderData,
  useNavigation,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { type FormAnswer, refuse, refuseFields } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { FoundCase } from './found-case.tsx'
import { lookupMessages as say } from './messages.ts'

export const loader = answering(async ({ url }: LoaderFunctionArgs) => {
  const code = url.searchParams.get('code')?.replaceAll(/\D/g, '').slice(0, 18)
  return Promise.resolve({ code, intentKey: newIntentKey() })
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const portal = portalOf(context)
  const { form, api, options } = await readPostedForm(portal, request)
  const queryCode = textOf(form, 'queryCode')?.replaceAll(/\s/g, '') ?? ''
  const queryPassword = textOf(form, 'queryPassword') ?? ''
  const wrong = {
    ...(!/^\d{18}$/.test(queryCode) && { queryCode: say.codeMissing }),
    ...(!/^\d{6}$/.test(queryPassword) && { queryPassword: say.passwordMissing }),
  }
  if (Object.keys(wrong).length > 0) return refuseFields(wrong, form)
  try {
    const found = await api.cases.lookUpCase({ queryCode, queryPassword }, options)
    return data({ found, today: portal.visit.today })
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches, { description: say.lead })
}

export default function LookupPage() {
  const answer = useActionData<typeof action>()
  if (answer && 'found' in answer) return <FoundCase found={answer.found} today={answer.today} />
  return <LookupForm answer={answer} />
}

function LookupForm({ answer }: { answer: FormAnswer | undefined }) {
  const { code, intentKey } = useLoaderData<typeof loader>()
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Page title={say.title} lead={say.lead} crumbs={[{ label: sharedMessages.home, href: '/' }]}>
      <Form method="post" className={formStyles.form} noValidate>
        <FormProblems page={say.title} title={say.errorTitle} problems={answer?.problems ?? []} />
        <Seals intentKey={intentKey} />
        <TextField
          label={say.code}
          id="queryCode"
          name="queryCode"
          help={say.codeHelp}
          inputMode="numeric"
          autoComplete="off"
          maxLength={24}
          width="half"
          defaultValue={answer?.values.queryCode ?? code}
          error={answer?.fieldErrors.queryCode}
        />
        <TextField
          label={say.password}
          id="queryPassword"
          name="queryPassword"
          help={say.passwordHelp}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          width="short"
          error={answer?.fieldErrors.queryPassword}
        />
        <div className={formStyles.acts}>
          <Button type="submit" look="main" busy={isBusy}>
            {say.submit}
          </Button>
        </div>
      </Form>
    </Page>
  )
}
