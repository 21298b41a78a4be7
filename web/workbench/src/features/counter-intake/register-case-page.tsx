import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import { isNeeded } from '@yiwang/server/contract/catalogue'
import {
  type AnswerError,
  type Answers,
  checkForm,
  fieldProblems,
  ItemFormFields,
  type ItemFormDefinition,
} from '@yiwang/forms'
import { Button, Card, CheckboxGroup, ErrorSummary, NoticePanel } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { ApplicantFields } from './applicant-fields.tsx'
import { type ApplicantErrors, type ApplicantInput, checkApplicant, noApplicant } from './applicant-input.ts'
import styles from './counter-intake.module.css'
import { intakeMessages as say } from './messages.ts'
import { Registered } from './registered.tsx'

/** 窗口登记: the clerk enters what the person says and receives the paper on the spot. */
export function RegisterCasePage() {
  const { itemId = '' } = useParams()
  const reading = useQuery({
    queryKey: ['item', itemId, 'current'],
    queryFn: ({ signal }) => api.catalogue.getItem({ itemId }, { signal }),
  })
  return (
    <div className={styles.page}>
      <p>
        <Link to="/intake">{say.back}</Link>
      </p>
      {reading.data === undefined && <h1 className="visually-hidden">{say.title}</h1>}
      <Loaded reading={reading}>
        {(item) => (item.state === 'published' ? <RegisterForm key={item.id} item={item} /> : <Closed item={item} />)}
      </Loaded>
    </div>
  )
}

/** By an address that somebody kept, or while the list was open: the item takes nothing any more. */
function Closed({ item }: { item: ItemGuide }) {
  const { stateNotice: notice } = item
  return (
    <>
      <h1>{item.name}</h1>
      <NoticePanel tone="soon" title={say.closed}>
        {notice && (
          <p>
            {say.closedBasis}：{notice.basis}
            {notice.documentNo !== undefined && `（${notice.documentNo}）`}
          </p>
        )}
      </NoticePanel>
    </>
  )
}

interface Findings {
  applicant: ApplicantErrors
  answers: readonly AnswerError[]
}

const nothingFound: Findings = { applicant: {}, answers: [] }

function RegisterForm({ item }: { item: ItemGuide }) {
  const queries = useQueryClient()
  const form = item.form as ItemFormDefinition
  const [applicant, setApplicant] = useState<ApplicantInput>(() => startFor(item))
  const [answers, setAnswers] = useState<Answers>({})
  const [papers, setPapers] = useState<readonly string[]>([])
  const [findings, setFindings] = useState(nothingFound)
  const register = useMutation({
    mutationFn: () => api.cases.registerCase(inputOf({ item, applicant, answers, papers })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['inbox'] }),
  })
  if (register.data !== undefined) return <Registered result={register.data} item={item} />
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const found = { applicant: checkApplicant(applicant), answers: checkForm(form, answers) }
    setFindings(found)
    if (found.answers.length === 0 && Object.keys(found.applicant).length === 0) register.mutate()
  }
  const problems = problemsOf(findings)
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <h1>{item.name}</h1>
      <ErrorSummary title={say.summary(problems.length)} problems={problems} />
      <Refusal error={register.error} />
      <Card title={say.applicant}>
        <ApplicantFields item={item} applicant={applicant} errors={findings.applicant} onChange={setApplicant} />
      </Card>
      {form.sections.map((section) => (
        <Card key={section.id} title={section.title}>
          <ItemFormFields
            form={form}
            section={section.id}
            answers={answers}
            errors={findings.answers}
            onChange={setAnswers}
          />
        </Card>
      ))}
      <Card title={say.papers}>
        <CheckboxGroup
          id="papers"
          name="papers"
          label={say.papers}
          help={say.papersHelp}
          choices={item.materials
            .filter((one) => isNeeded(one, answers) || papers.includes(one.id))
            .map((one) => ({ value: one.id, label: one.name }))}
          value={papers}
          onChange={({ target }) =>
            setPapers(target.checked ? [...papers, target.value] : papers.filter((one) => one !== target.value))
          }
        />
      </Card>
      <Button type="submit" look="main" busy={register.isPending}>
        {say.register}
      </Button>
    </form>
  )
}

function startFor(item: ItemGuide): ApplicantInput {
  return item.audience.includes('person') ? noApplicant : { ...noApplicant, kind: 'organization' }
}

interface Entered {
  item: ItemGuide
  applicant: ApplicantInput
  answers: Answers
  papers: readonly string[]
}

function inputOf({ item, applicant, answers, papers }: Entered) {
  const { agentName, ...rest } = applicant
  return {
    itemId: item.id,
    applicant: { ...rest, name: rest.name.trim(), ...(agentName.trim() === '' ? {} : { agentName: agentName.trim() }) },
    answers,
    paperMaterialIds: [...papers],
  }
}

function problemsOf(findings: Findings) {
  const applicant = Object.entries(findings.applicant).map(([field, message]) => ({
    fieldId: `applicant-${field}`,
    message,
  }))
  return [...applicant, ...fieldProblems(findings.answers)]
}
