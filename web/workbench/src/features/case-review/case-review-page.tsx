import type { CaseView } from '@yiwang/server/contract/cases'
import { useEffect } from 'react'
import { useParams } from 'react-router'
import { Loaded } from '../../shared/page-states.tsx'
import { ActColumn } from './act-column.tsx'
import { CaseHead } from './case-head.tsx'
import { CaseParts } from './case-parts.tsx'
import { CaseRecord } from './case-record.tsx'
import styles from './case-review-page.module.css'
import { caseMessages as say } from './messages.ts'
import { useCase } from './use-case.ts'

/** The whole case on one page: what was applied for on the left, what is to be done on the right. */
export function CaseReviewPage() {
  const { caseId = '' } = useParams()
  const reading = useCase(caseId)
  return (
    <div className={styles.page}>
      {reading.data === undefined && <h1 className="visually-hidden">{say.title}</h1>}
      <Loaded reading={reading} lines={14}>
        {(aCase) => <CaseReview key={aCase.caseId} aCase={aCase} />}
      </Loaded>
    </div>
  )
}

function CaseReview({ aCase }: { aCase: CaseView }) {
  useEffect(() => {
    const before = document.title
    document.title = `${aCase.itemName} · ${aCase.stateTitle}`
    return () => {
      document.title = before
    }
  }, [aCase.itemName, aCase.stateTitle])
  return (
    <>
      <CaseHead aCase={aCase} />
      <div className={styles.columns}>
        <CaseParts aCase={aCase} />
        <div className={styles.side}>
          <ActColumn aCase={aCase} />
          <CaseRecord aCase={aCase} />
        </div>
      </div>
    </>
  )
}
