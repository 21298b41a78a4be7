import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { VerificationView } from '@yiwang/server/contract/supervision'
import { Button, Card, Facts, NoticePanel, StateTag, Table, TextArea, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { FindingList } from './finding-list.tsx'
import { LedgerStanding } from './ledger-standing.tsx'
import { supervisionMessages } from './messages.ts'
import { SupervisionTabs } from './supervision-tabs.tsx'
import styles from './supervision.module.css'

const say = supervisionMessages.ledger
const key = ['verifications'] as const

/** 总账核验: whether the record still is what was recorded, and if not, which entries are broken. */
export function LedgerPage() {
  const canVerify = usePermit('supervision.verify')
  const reading = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.supervision.listVerifications({ limit: 10 }, { signal }),
  })
  return (
    <div className={styles.page}>
      <SupervisionTabs selected="ledger" />
      <p className={styles.soft}>{say.text}</p>
      <Loaded reading={reading}>
        {({ verifications: [latest, ...earlier] }) => (
          <>
            {latest === undefined ? <NoticePanel title={say.never} /> : <Latest verification={latest} />}
            <LedgerStanding />
            {canVerify && <VerifyForm />}
            {canVerify && <Checkpoint />}
            {earlier.length > 0 && <History verifications={earlier} />}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Latest({ verification }: { verification: VerificationView }) {
  const { findings } = verification
  return (
    <Card title={say.title}>
      <div className={styles.stack}>
        <NoticePanel
          tone={findings.length === 0 ? 'ok' : 'red'}
          role={findings.length === 0 ? 'status' : 'alert'}
          title={findings.length === 0 ? say.holds : say.broken(findings.length)}
        >
          <p>{verification.caveat}</p>
        </NoticePanel>
        <FindingList findings={findings} />
        <Facts
          columns={2}
          facts={[
            { name: say.at, value: instantText(verification.verifiedAt) },
            { name: say.entries, value: verification.entries },
            { name: say.positions, value: verification.positions },
            { name: say.against, value: againstText(verification) },
            { name: say.root, value: <code className={styles.code}>{verification.root}</code> },
          ]}
        />
      </div>
    </Card>
  )
}

function againstText({ againstSize }: VerificationView): string {
  return againstSize === undefined ? say.againstNone : say.againstSize(againstSize)
}

function VerifyForm() {
  const queries = useQueryClient()
  const [checkpoint, setCheckpoint] = useState('')
  const verify = useMutation({
    mutationFn: () => api.supervision.runVerification(checkpoint.trim() === '' ? {} : { checkpoint }),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    verify.mutate()
  }
  return (
    <Card title={say.run}>
      <form className={styles.stack} onSubmit={submit}>
        <Refusal error={verify.error} />
        <TextArea
          id="verify-checkpoint"
          label={say.checkpoint}
          help={say.checkpointHelp}
          rows={5}
          maxLength={2000}
          spellCheck={false}
          value={checkpoint}
          onChange={(event) => setCheckpoint(event.target.value)}
        />
        <p>
          <Button type="submit" look="main" busy={verify.isPending}>
            {verify.isPending ? say.running : say.run}
          </Button>
        </p>
      </form>
    </Card>
  )
}

function Checkpoint() {
  const tell = useSay()
  const checkpoint = useQuery({
    queryKey: ['checkpoint'],
    queryFn: ({ signal }) => api.supervision.getCheckpoint({}, { signal }),
    enabled: false,
  })
  const note = checkpoint.data?.note
  return (
    <Card title={say.printTitle}>
      <div className={styles.stack}>
        <p className={styles.soft}>{say.printText}</p>
        <Refusal error={checkpoint.error} />
        {note !== undefined && (
          <pre className={styles.note} aria-label={say.note}>
            {note}
          </pre>
        )}
        <p className={styles.line}>
          <Button busy={checkpoint.isFetching} onClick={() => void checkpoint.refetch()}>
            {say.print}
          </Button>
          {note !== undefined && (
            <Button look="quiet" onClick={() => void navigator.clipboard.writeText(note).then(() => tell(say.copied))}>
              {say.copy}
            </Button>
          )}
        </p>
      </div>
    </Card>
  )
}

function History({ verifications }: { verifications: readonly VerificationView[] }) {
  return (
    <Card title={say.history}>
      <Table
        caption={say.history}
        captionHidden
        rows={verifications}
        keyOf={(one) => one.id}
        columns={[
          { id: 'at', header: say.at, isRowHeader: true, cell: (one) => instantText(one.verifiedAt) },
          { id: 'entries', header: say.entries, cell: (one) => one.entries },
          { id: 'against', header: say.against, cell: againstText },
          {
            id: 'result',
            header: say.findings,
            cell: ({ findings }) => (
              <StateTag tone={findings.length === 0 ? 'ok' : 'red'}>
                {findings.length === 0 ? say.good : say.bad(findings.length)}
              </StateTag>
            ),
          },
        ]}
      />
    </Card>
  )
}
