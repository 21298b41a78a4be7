import { ApiProblem, createBrowserTransport, upload } from '@yiwang/client'
import { AskGuardianship } from '@yiwang/server/contract/identity'
import { Button, DateField, Field, type FieldProblem, Select, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { type LoaderFunctionArgs, type MetaArgs, useLoaderData, useNavigate } from 'react-router'
import { answering, signInFirst } from '../../shared/errors/page-problem.ts'
import formStyles from '../../shared/forms/form.module.css'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { newIntentKey } from '../../shared/forms/posted-form.ts'
import { useCsrfToken } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { acceptedTypes } from '../../shared/materials/accepted-types.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { findSession } from '../../shared/session.ts'
import { mandateMessages } from './messages.ts'

const say = mandateMessages.guardian

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  if ((await findSession(portal)).account?.kind !== 'person') throw signInFirst(url)
  const division = portal.visit.site.jurisdiction
  const { themes } = await portal.api.catalogue.listThemes({ division, audience: 'person' })
  return { themes, division, intentKey: newIntentKey() }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

type Refused = { problems: FieldProblem[]; errors: Record<string, string> }

/** 登记监护关系. The form goes straight to the API, file and all; with scripts it stays here when it is refused. */
export default function GuardianPage() {
  const { division, intentKey } = useLoaderData<typeof loader>()
  const token = useCsrfToken()
  const { refused, isBusy, submit } = useSubmit(intentKey, division)
  return (
    <Page title={say.title} lead={say.lead} crumbs={[{ label: mandateMessages.back, href: '/my/mandates' }]}>
      <form
        method="post"
        action={AskGuardianship.path}
        encType="multipart/form-data"
        className={formStyles.form}
        onSubmit={submit}
      >
        <FormProblems page={say.title} title={mandateMessages.errorTitle} problems={refused.problems} />
        {token && <input type="hidden" name="_csrf" value={token} />}
        <input type="hidden" name="_key" value={intentKey} />
        <input type="hidden" name="_next" value="/my/mandates" />
        <input type="hidden" name="division" value={division} />
        <Fields errors={refused.errors} />
        <div className={formStyles.acts}>
          <Button type="submit" look="main" busy={isBusy}>
            {say.submit}
          </Button>
        </div>
      </form>
    </Page>
  )
}

function Fields({ errors }: { errors: Record<string, string> }) {
  const { themes } = useLoaderData<typeof loader>()
  return (
    <>
      <TextField id="wardName" name="wardName" label={say.name} required maxLength={50} error={errors.wardName} />
      <TextField
        id="wardCitizenId"
        name="wardCitizenId"
        label={say.citizenId}
        required
        maxLength={18}
        autoComplete="off"
        error={errors.wardCitizenId}
      />
      <Select
        id="relation"
        name="relation"
        label={say.relation}
        required
        error={errors.relation}
        choices={Object.entries(say.relations).map(([value, label]) => ({ value, label }))}
      />
      <TextField
        id="documentNo"
        name="documentNo"
        label={say.documentNo}
        help={say.documentHelp}
        required
        maxLength={60}
        error={errors.documentNo}
      />
      <DateField
        id="validTo"
        name="validTo"
        label={say.validTo}
        help={say.validToHelp}
        optional
        error={errors.validTo}
      />
      <Select
        id="themes"
        name="themes"
        label={say.scope}
        optional
        placeholder={say.everything}
        choices={themes.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <Field id="file" label={say.file} help={say.fileHelp} error={errors.file}>
        <input type="file" id="file" name="file" accept={acceptedTypes} required />
      </Field>
    </>
  )
}

const transport = createBrowserTransport()

function useSubmit(intentKey: string, division: string) {
  const [refused, setRefused] = useState<Refused>({ problems: [], errors: {} })
  const [isBusy, setIsBusy] = useState(false)
  const navigate = useNavigate()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const file = form.get('file')
    if (!(file instanceof File) || file.size === 0) {
      setRefused({ problems: [{ fieldId: 'file', message: say.fileMissing }], errors: { file: say.fileMissing } })
      return
    }
    setIsBusy(true)
    upload(AskGuardianship, inputOf(form, division), { transport, file, idempotencyKey: intentKey })
      .then(() => navigate('/my/mandates?said=asked'))
      .catch((error: unknown) => setRefused(refusalOf(error)))
      .finally(() => setIsBusy(false))
  }
  return { refused, isBusy, submit }
}

function inputOf(form: FormData, division: string) {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const [validTo, themes] = [text('validTo'), text('themes')]
  return {
    wardName: text('wardName'),
    wardCitizenId: text('wardCitizenId').toUpperCase(),
    relation: text('relation') as 'parent',
    documentNo: text('documentNo'),
    division,
    ...(validTo !== '' && { validTo }),
    ...(themes !== '' && { themes }),
  }
}

function refusalOf(error: unknown): Refused {
  if (!(error instanceof ApiProblem)) throw error
  const named = error.fields.map((field) => [field.path[0] ?? '', field.message] as const)
  if (named.length === 0) return { problems: [{ message: error.text }], errors: {} }
  return {
    problems: named.map(([fieldId, message]) => ({ fieldId, message })),
    errors: Object.fromEntries(named),
  }
}
