import type { ApplicantView, CaseView } from '@yiwang/server/contract/cases'
import { Button, Facts } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { RevealForm } from '../../shared/reveal-form.tsx'
import styles from './case-parts.module.css'
import { caseMessages } from './messages.ts'

const say = caseMessages.applicant

/** Masked at first. The whole is shown for a purpose, kept only while this page is open, and recorded. */
export function ApplicantCard({ aCase }: { aCase: CaseView }) {
  const [whole, setWhole] = useState<ApplicantView>()
  const [isAsking, setAsking] = useState(false)
  const applicant = whole ?? aCase.applicant
  const canAsk = aCase.abilities.reveal && applicant.masked
  return (
    <section className={styles.applicant} aria-label={say.title}>
      <div className={styles.applicantHead}>
        <h2>{say.title}</h2>
        {canAsk && !isAsking && (
          <Button look="quiet" onClick={() => setAsking(true)}>
            {say.reveal}
          </Button>
        )}
        {whole !== undefined && (
          <Button look="quiet" onClick={() => setWhole(undefined)}>
            {say.hide}
          </Button>
        )}
      </div>
      <Facts facts={factsOf(applicant)} columns={2} />
      {isAsking && (
        <RevealForm
          onReveal={async (why) => {
            setWhole(await api.cases.revealApplicant({ caseId: aCase.caseId, ...why }))
            setAsking(false)
          }}
          onCancel={() => setAsking(false)}
        />
      )}
    </section>
  )
}

function factsOf(applicant: ApplicantView) {
  const kind = applicant.kind
  return [
    { name: say.name[kind], value: applicant.name },
    { name: say.code[kind], value: applicant.code },
    { name: say.phone, value: applicant.phone },
    ...(applicant.agentName === undefined ? [] : [{ name: say.agent, value: applicant.agentName }]),
  ]
}
