import { ApiProblem } from '@yiwang/client'
import { checkForm, fieldProblems, isListChange, ItemFormFields, parseFormPost } from '@yiwang/forms'
import { Button, Card, Disclosure, LinkButton } from '@yiwang/ui'
import { useState } from 'react'
import {
  type ActionFunctionArgs,
  data,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  redirect,
  useActionData,
  useLoaderData,
  useNavigation,
  useSearchParams,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { filesOf } from '../../shared/materials/form-links.tsx'
import { MaterialUploads } from '../../shared/materials/material-uploads.tsx'
import { uploadProblem } from '../../shared/materials/messages.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { myCaseMessages } from './messages.ts'

const say = myCaseMessages.correction

export const loader = answering(async ({ context, params }: LoaderFunctionArgs) => {
  const { api } = portalOf(context)
  const aCase = await api.cases.getCase({ caseId: params.caseId ?? '' })
  const item = await api.catalogue.getItem({ itemId: aCase.itemId, version: aCase.itemVersion })
  return { aCase, form: item.form, item: filesOf(item), intentKey: newIntentKey() }
})

export const action = answering(async ({ context, params, request }: ActionFunctionArgs) => {
  const { form, api, options, version } = await readPostedForm(portalOf(context), request)
  const caseId = params.caseId ?? ''
  const [materialId, fileId] = [textOf(form, 'materialId'), textOf(form, 'fileId')]
  try {
    if (materialId && fileId) {
      await api.cases.removeMaterial({ caseId, materialId, fileId, version }, options)
      return redirect(`/cases/${caseId}/correction`, 303)
    }
    const aCase = await api.cases.getCase({ caseId })
    const item = await api.catalogue.getItem({ itemId: aCase.itemId, version: aCase.itemVersion })
    const answers = parseFormPost(item.form.schema, form)
    if (isListChange(form)) return data({ answers, errors: [], problems: [] })
    const errors = checkForm(item.form, answers)
    if (errors.length > 0) return data({ answers, errors, problems: fieldProblems(errors) }, { status: 422 })
    await api.cases.submitCorrection({ caseId, version, answers }, options)
    return redirect(`/cases/${caseId}`, 303)
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.isSignedOut || error.status >= 500) throw error
    return data({ answers: undefined, errors: [], problems: [{ message: error.text }] }, { status: error.status })
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

export default function CorrectionPage() {
  const { aCase, item, intentKey } = useLoaderData<typeof loader>()
  const crumbs = [{ label: aCase.itemName, href: `/cases/${aCase.caseId}` }]
  const gaps = aCase.correction?.gaps ?? []
  if (!aCase.abilities.submitCorrection) {
    return (
      <Page title={say.doneTitle} crumbs={crumbs}>
        <LinkButton href={`/cases/${aCase.caseId}`}>{say.back}</LinkButton>
      </Page>
    )
  }
  const named = new Set(gaps.map((gap) => gap.materialId))
  const asked = aCase.materials.filter((one) => named.has(one.materialId))
  return (
    <Page title={say.title} lead={say.lead} crumbs={crumbs}>
      <Problems />
      <Card title={say.gaps}>
        <ol>
          {gaps.map((gap) => (
            <li key={`${gap.materialId} ${gap.what}`}>{gap.what}</li>
          ))}
        </ol>
      </Card>
      <h2>{say.upload}</h2>
      <MaterialUploads
        caseId={aCase.caseId}
        materials={asked.length > 0 ? asked : aCase.materials}
        item={item}
        version={aCase.version}
        next={`/cases/${aCase.caseId}/correction`}
        intentKey={intentKey}
        missing={[]}
      />
      <SubmitCorrection key={aCase.version} />
    </Page>
  )
}

function Problems() {
  const answer = useActionData<typeof action>()
  const problem = useSearchParams()[0].get('problem')
  return (
    <>
      <FormProblems page={say.title} title={say.errorTitle} problems={answer?.problems ?? []} />
      {problem && (
        <FormProblems page={say.title} title={say.problemTitle} problems={[{ message: uploadProblem(problem) }]} />
      )}
    </>
  )
}

function SubmitCorrection() {
  const { aCase, form, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [answers, setAnswers] = useState(answer?.answers ?? aCase.answers)
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={formStyles.form} noValidate>
      <Seals intentKey={intentKey} version={aCase.version} />
      <Disclosure summary={say.answers} open={(answer?.errors.length ?? 0) > 0}>
        <p>{say.answersHelp}</p>
        <ItemFormFields form={form} answers={answers} onChange={setAnswers} errors={answer?.errors} />
      </Disclosure>
      <div className={formStyles.acts}>
        <Button type="submit" look="main" busy={isBusy}>
          {say.submit}
        </Button>
      </div>
    </Form>
  )
}
