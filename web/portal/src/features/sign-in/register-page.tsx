import { Anchor, Button, TextField } from '@yiwang/ui'
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
import { safeNext } from '../../shared/safe-next.ts'
import { registerMessages as say } from './messages.ts'

export const loader = answering(async ({ url }: LoaderFunctionArgs) => {
  return Promise.resolve({ next: safeNext(url.searchParams.get('next'), '/my'), intentKey: newIntentKey() })
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  const password = String(form.get('password') ?? '')
  const phone = textOf(form, 'phone') ?? ''
  const person = { name: textOf(form, 'name') ?? '', citizenId: idOf(textOf(form, 'citizenId')), phone, password }
  try {
    // Whoever registers is signed in at once.
    await api.identity.registerResident(person, options)
    return redirect(safeNext(form.get('next'), '/my'), 303)
  } catch (error) {
    return refuse(error, form, { 'identity/password-weak': 'password' })
  }
})

function idOf(text: string | undefined): string {
  return (text ?? '').replaceAll(/\s/g, '').toUpperCase()
}

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

export default function RegisterPage() {
  const { next, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Page title={say.title} lead={say.lead}>
      <Form method="post" className={formStyles.form} noValidate>
        {answer && <FormProblems page={say.title} title={say.errorTitle} problems={answer.problems} />}
        <Seals intentKey={intentKey} />
        <input type="hidden" name="next" value={next} />
        <Fields errors={answer?.fieldErrors ?? {}} values={answer?.values ?? {}} />
        <div className={formStyles.acts}>
          <Button type="submit" look="main" busy={isBusy}>
            {say.submit}
          </Button>
          <Anchor href="/sign-in">{say.signIn}</Anchor>
        </div>
      </Form>
    </Page>
  )
}

function Fields({ errors, values }: { errors: Record<string, string>; values: Record<string, string> }) {
  return (
    <>
      <TextField
        label={say.name}
        id="name"
        name="name"
        help={say.nameHelp}
        autoComplete="name"
        defaultValue={values.name}
        error={errors.name}
      />
      <TextField
        label={say.citizenId}
        id="citizenId"
        name="citizenId"
        help={say.citizenIdHelp}
        autoComplete="off"
        maxLength={24}
        defaultValue={values.citizenId}
        error={errors.citizenId}
      />
      <TextField
        label={say.phone}
        id="phone"
        name="phone"
        help={say.phoneHelp}
        inputMode="tel"
        autoComplete="tel"
        maxLength={11}
        width="half"
        defaultValue={values.phone}
        error={errors.phone}
      />
      <TextField
        label={say.password}
        id="password"
        name="password"
        type="password"
        help={say.passwordHelp}
        autoComplete="new-password"
        maxLength={128}
        error={errors.password}
      />
    </>
  )
}
