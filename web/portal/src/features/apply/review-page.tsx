import { ApiProblem } from '@yiwang/client'
import { AnswersView, fieldIdOf, sectionOf } from '@yiwang/forms'
import { Anchor, Button, Card, CheckboxGroup, Facts, type FieldProblem, LinkButton } from '@yiwang/ui'
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
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey, readPostedForm } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { qrOf } from '../../shared/qr.server.ts'
import { type Draft, formOf, getDraft, titleOf } from './draft.ts'
import styles from './apply.module.css'
import { applyMessages } from './messages.ts'
import { Receipt } from './receipt.tsx'
import { ApplySteps } from './steps.tsx'

const say = applyMessages.review

export const loader = answering(async ({ context, params }: LoaderFunctionArgs) => {
  const { aCase, item } = await getDraft(portalOf(context).api, params.caseId ?? '')
  return { aCase, title: titleOf(item), form: item.form, intentKey: newIntentKey() }
})

export const action = answering(async ({ context, params, request }: ActionFunctionArgs) => {
  const portal = portalOf(context)
  const { form, api, options, version } = await readPostedForm(portal, request)
  const caseId = params.caseId ?? ''
  if (form.get('_go') === 'back') return redirect(`/drafts/${caseId}/materials`, 303)
  if (form.get('truthful') !== 'yes') return refuse([{ fieldId: 'truthful', message: say.promiseMissing }], 422)
  try {
    const submitted = await api.cases.submitCase({ caseId, version, truthful: true }, options)
    const lookup = new URL(`/lookup?code=${submitted.queryCode}`, portal.visit.site.publicUrl).href
    return data({ submitted, lookup, lookupQr: qrOf(lookup) })
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.isSignedOut || error.status >= 500) throw error
    const draft = await getDraft(api, caseId)
    return refuse(problemsOf(error, draft), error.status)
  }
})

function refuse(problems: FieldProblem[], status: number) {
  return data({ problems }, { status })
}

/** Leads back to the step in which a refused answer or a missing material stands. */
function problemsOf(error: ApiProblem, { aCase, form }: Draft): FieldProblem[] {
  if (error.fields.length === 0) return [{ message: error.text }]
  return error.fields.map((field) => {
    const path = field.path[0] === 'answers' ? field.path.slice(1) : field.path
    const section = sectionOf(form, path)
    const href = section ? `/drafts/${aCase.caseId}/form/${section.id}#${fieldIdOf(path)}` : undefined
    return { message: field.message, ...(href && { href }) }
  })
}

export function meta({ loaderData, matches }: MetaArgs<typeof loader>) {
  return loaderData ? pageMeta(`${say.title} · ${applyMessages.title(loaderData.title)}`, matches) : []
}

export default function ReviewPage() {
  const { aCase } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (answer && 'submitted' in answer) return <Receipt aCase={aCase} {...answer} />
  if (!aCase.abilities.submit) return <AlreadyDone caseId={aCase.caseId} />
  return <Review problems={answer?.problems ?? []} />
}

function AlreadyDone({ caseId }: { caseId: string }) {
  return (
    <Page title={say.doneTitle}>
      <LinkButton href={`/cases/${caseId}`} look="main">
        {say.doneLink}
      </LinkButton>
    </Page>
  )
}

function Review({ problems }: { problems: FieldProblem[] }) {
  const { aCase, title, form, intentKey } = useLoaderData<typeof loader>()
  return (
    <Page title={say.title} lead={say.lead}>
      <ApplySteps caseId={aCase.caseId} sections={form.sections} current="review" />
      <FormProblems page={say.title} title={say.errorTitle} problems={problems} />
      <Card title={title}>
        <ApplicantFacts />
      </Card>
      <Card title={say.answers}>
        <p className={styles.edits}>
          {form.sections.map((section) => (
            <Anchor key={section.id} href={`/drafts/${aCase.caseId}/form/${section.id}`}>
              {say.editSection(section.title)}
            </Anchor>
          ))}
        </p>
        <AnswersView form={formOf({ form })} answers={aCase.answers} />
      </Card>
      <MaterialsCard />
      <SubmitForm intentKey={intentKey} version={aCase.version} error={problems.some((one) => one.fieldId)} />
    </Page>
  )
}

function ApplicantFacts() {
  const { applicant } = useLoaderData<typeof loader>().aCase
  return (
    <Facts
      columns={2}
      facts={[
        { name: say.name, value: applicant.name },
        { name: say.code, value: applicant.code },
        { name: say.phone, value: applicant.phone },
        ...(applicant.agentName ? [{ name: say.agent, value: applicant.agentName }] : []),
      ]}
    />
  )
}

function MaterialsCard() {
  const { aCase } = useLoaderData<typeof loader>()
  if (aCase.materials.length === 0) return null
  return (
    <Card title={say.materials} aside={<Anchor href={`/drafts/${aCase.caseId}/materials`}>{say.edit}</Anchor>}>
      <Facts
        facts={aCase.materials.map((material) => ({
          name: material.name,
          value:
            material.files.map((file) => file.fileName).join('、') || (material.paperReceived ? say.paper : say.noFile),
        }))}
      />
    </Card>
  )
}

function SubmitForm({ intentKey, version, error }: { intentKey: string; version: number; error: boolean }) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={formStyles.form} noValidate>
      <Seals intentKey={intentKey} version={version} />
      <CheckboxGroup
        label={say.promiseLabel}
        id="truthful"
        name="truthful"
        choices={[{ value: 'yes', label: say.promise }]}
        error={error ? say.promiseMissing : undefined}
      />
      <div className={formStyles.acts}>
        <Button type="submit" name="_go" value="submit" look="main" busy={isBusy}>
          {isBusy ? say.submitting : say.submit}
        </Button>
        <Button type="submit" name="_go" value="back">
          {applyMessages.form.back}
        </Button>
      </div>
    </Form>
  )
}
