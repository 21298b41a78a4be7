import { ApiProblem } from '@yiwang/client'
import { fieldProblems, ItemFormFields } from '@yiwang/forms'
import { Button } from '@yiwang/ui'
import { useState } from 'react'
import {
  type ActionFunctionArgs,
  data,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  useActionData,
  useLoaderData,
  useNavigation,
  useParams,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { formOf, getOpenDraft, titleOf } from './draft.ts'
import { applyMessages } from './messages.ts'
import { type SectionAnswer, saveSection } from './save-section.ts'
import { SaveNote } from './save-note.tsx'
import { SignedOutFields } from './signed-out-fields.tsx'
import { ApplySteps, sectionStep } from './steps.tsx'
import { useAutosave } from './use-autosave.ts'

const say = applyMessages.form

export const loader = answering(async ({ context, params, url }: LoaderFunctionArgs) => {
  const { api, visit } = portalOf(context)
  try {
    const { aCase, item } = await getOpenDraft(api, params.caseId ?? '')
    return pageOf({ item, section: params.section ?? '', aCase })
  } catch (error) {
    // A page that was posted is shown again to whoever posted it, signed in or not: it holds what was typed.
    const isPosted = visit.request.method === 'POST' && error instanceof ApiProblem && error.isSignedOut
    const itemId = url.searchParams.get('item')
    if (!isPosted || !itemId) throw error
    const version = Number(url.searchParams.get('version')) || undefined
    const item = await api.catalogue.getItem({ itemId, ...(version && { version }) })
    return pageOf({ item, section: params.section ?? '', aCase: undefined })
  }
})

type OpenDraft = Awaited<ReturnType<typeof getOpenDraft>>

function pageOf({
  item,
  section: id,
  aCase,
}: Pick<OpenDraft, 'item'> & { section: string; aCase?: OpenDraft['aCase'] }) {
  const section = item.form.sections.find((one) => one.id === id)
  if (!section) throw data({ code: 'http/not-found', title: '' }, { status: 404 })
  const { name, plainName, id: itemId, version: itemVersion, form } = item
  return {
    item: { itemId, itemVersion, title: titleOf({ name, plainName }), form },
    section,
    isFirst: item.form.sections[0]?.id === id,
    answers: aCase?.answers ?? {},
    version: aCase?.version ?? 0,
    intentKey: newIntentKey(),
  }
}

export const action = answering(({ context, params, request }: ActionFunctionArgs) =>
  saveSection(portalOf(context), request, { caseId: params.caseId ?? '', section: params.section ?? '' }),
)

export function meta({ loaderData, matches, params }: MetaArgs<typeof loader>) {
  if (!loaderData || !params.section) return []
  return pageMeta(`${loaderData.section.title} · ${applyMessages.title(loaderData.item.title)}`, matches)
}

export default function FormPage() {
  const { section } = useLoaderData<typeof loader>()
  return <SectionForm key={section.id} />
}

function SectionForm() {
  const { caseId } = useParams()
  const page = useLoaderData<typeof loader>()
  const posted = useActionData<typeof action>()
  const autosave = useAutosave()
  const answer = newest(posted, autosave.answer)
  const [answers, setAnswers] = useState(posted?.answers ?? page.answers)
  const errors = posted?.errors ?? []
  const { item, section } = page
  return (
    <Page title={section.title} lead={applyMessages.title(item.title)}>
      <ApplySteps caseId={caseId} sections={item.form.sections} current={sectionStep(section.id)} />
      <Form
        method="post"
        action={`?item=${item.itemId}&version=${item.itemVersion}`}
        className={formStyles.form}
        noValidate
        ref={autosave.form}
        onChange={autosave.touched}
        onSubmit={autosave.hold}
      >
        <FormProblems page={section.title} title={say.errorTitle(errors.length)} problems={fieldProblems(errors)} />
        {answer?.refusal && (
          <FormProblems page={section.title} title={answer.refusal} problems={[{ message: say.notSaved }]} />
        )}
        {answer?.signedOut && <SignedOutFields failed={answer.signedOut === 'failed'} />}
        <Seals intentKey={answer?.intentKey ?? page.intentKey} version={Math.max(answer?.version ?? 0, page.version)} />
        <input type="hidden" name="_item" value={item.itemId} />
        <input type="hidden" name="_item-version" value={item.itemVersion} />
        <ItemFormFields
          form={formOf(item)}
          section={section.id}
          answers={answers}
          onChange={setAnswers}
          errors={errors}
        />
        <Acts isFirst={page.isFirst} />
        <SaveNote isSaving={autosave.isSaving} answer={answer} />
      </Form>
    </Page>
  )
}

/** Both the submission and the saving on the side bring a new version along; the later one counts. */
function newest(posted: SectionAnswer | undefined, saved: SectionAnswer | undefined): SectionAnswer | undefined {
  if (!posted || !saved) return posted ?? saved
  return saved.version > posted.version ? saved : posted
}

function Acts({ isFirst }: { isFirst: boolean }) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <div className={formStyles.acts}>
      <Button type="submit" name="_go" value="next" look="main" busy={isBusy}>
        {say.next}
      </Button>
      {!isFirst && (
        <Button type="submit" name="_go" value="back">
          {say.back}
        </Button>
      )}
      <Button type="submit" name="_go" value="leave" look="quiet">
        {say.leave}
      </Button>
    </div>
  )
}
