import { Button, Card, LinkButton } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
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
import { refuse } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { MaterialUploads } from '../../shared/materials/material-uploads.tsx'
import { uploadProblem } from '../../shared/materials/messages.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { myCaseMessages } from './messages.ts'

const say = myCaseMessages.correction

export const loader = answering(async ({ context, params }: LoaderFunctionArgs) => {
  const aCase = await portalOf(context).api.cases.getCase({ caseId: params.caseId ?? '' })
  return { aCase, intentKey: newIntentKey() }
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
    await api.cases.submitCorrection({ caseId, version }, options)
    return redirect(`/cases/${caseId}`, 303)
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

export default function CorrectionPage() {
  const { aCase, intentKey } = useLoaderData<typeof loader>()
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
        version={aCase.version}
        next={`/cases/${aCase.caseId}/correction`}
        intentKey={intentKey}
        missing={[]}
      />
      <SubmitCorrection intentKey={intentKey} version={aCase.version} />
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

function SubmitCorrection({ intentKey, version }: { intentKey: string; version: number }) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={formStyles.acts}>
      <Seals intentKey={intentKey} version={version} />
      <Button type="submit" look="main" busy={isBusy}>
        {say.submit}
      </Button>
    </Form>
  )
}
