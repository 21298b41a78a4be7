import type { CaseSubmission } from '@yiwang/server/contract/cases'
import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import { Card, Facts, LinkButton, LongNumber, NoticePanel } from '@yiwang/ui'
import styles from './counter-intake.module.css'
import { intakeMessages as say } from './messages.ts'

/** What the applicant takes away; the password is shown this once. */
export function Registered({ result, item }: { result: CaseSubmission; item: ItemGuide }) {
  const facts = [
    { name: say.caseNo, value: <LongNumber>{result.caseNo}</LongNumber> },
    { name: say.queryCode, value: result.queryCode },
    ...(result.queryPassword === undefined ? [] : [{ name: say.queryPassword, value: <b>{result.queryPassword}</b> }]),
  ]
  return (
    <div className={styles.form}>
      <h1>{item.name}</h1>
      <NoticePanel tone="ok" title={say.doneTitle} role="status">
        <p>{say.doneText}</p>
      </NoticePanel>
      <Card>
        <Facts facts={facts} />
      </Card>
      <div className={styles.row}>
        <LinkButton look="main" href={`/cases/${result.caseId}`}>
          {say.openCase}
        </LinkButton>
        <LinkButton href="/intake">{say.another}</LinkButton>
      </div>
    </div>
  )
}
