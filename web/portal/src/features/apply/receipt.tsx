import type { CaseSubmission, CaseView } from '@yiwang/server/contract/cases'
import { Button, Card, Facts, LinkButton, LongNumber, NoticePanel } from '@yiwang/ui'
import { Printer } from 'lucide-react'
import { minuteWord } from '../../shared/cases/days.ts'
import { Page } from '../../shared/layout/page.tsx'
import { QrCode } from '../../shared/qr-code.tsx'
import { useHydrated } from '../../shared/use-hydrated.ts'
import styles from './apply.module.css'
import { applyMessages } from './messages.ts'

const say = applyMessages.receipt

export interface ReceiptProps {
  aCase: CaseView
  submitted: CaseSubmission
  lookup: string
  lookupQr: string
}

/** Shown in answer to the submission itself: the password stands nowhere else. Sent again, it answers the same. */
export function Receipt({ aCase, submitted, lookup, lookupQr }: ReceiptProps) {
  const { queryCode, queryPassword } = submitted
  const isHydrated = useHydrated()
  return (
    <Page title={say.title} lead={say.text}>
      <title>{say.title}</title>
      <Card>
        <div className={styles.receipt}>
          <dl className={styles.numbers}>
            <dt>{say.queryCode}</dt>
            <dd>{queryCode}</dd>
            {queryPassword && (
              <>
                <dt>{say.queryPassword}</dt>
                <dd>{queryPassword}</dd>
              </>
            )}
          </dl>
          <figure className={styles.receiptQr}>
            <QrCode path={lookupQr} label={say.lookup} />
            <figcaption>{lookup.replace(/\?.*$/, '')}</figcaption>
          </figure>
        </div>
        {queryPassword && <NoticePanel tone="soon">{say.keep}</NoticePanel>}
        <Facts
          facts={[
            { name: say.number, value: <LongNumber>{submitted.caseNo}</LongNumber> },
            { name: say.item, value: aCase.itemName },
            { name: say.by, value: aCase.organizationName },
            ...(aCase.submittedAt ? [{ name: say.at, value: minuteWord(aCase.submittedAt) }] : []),
          ]}
        />
      </Card>
      <div className={styles.acts} data-print="no">
        <LinkButton href={`/cases/${aCase.caseId}`} look="main">
          {say.toCase}
        </LinkButton>
        {isHydrated && (
          <Button icon={<Printer aria-hidden="true" />} onClick={() => window.print()}>
            {say.print}
          </Button>
        )}
      </div>
    </Page>
  )
}
