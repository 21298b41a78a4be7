import type { PersonMandateView } from '@yiwang/server/contract/identity'
import { Button, StateTag, Table, type Tone } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { WithReason } from '../../shared/with-reason.tsx'
import styles from './mandates.module.css'
import { mandateMessages as say } from './messages.ts'
import { useDeed } from './use-deed.ts'

const TONES: Readonly<Record<PersonMandateView['standing'], Tone>> = {
  asked: 'soon',
  offered: 'soon',
  coming: 'soon',
  'in-force': 'ok',
  over: 'ended',
  revoked: 'stopped',
}

export function MandateTable({ caption, mandates }: { caption: string; mandates: readonly PersonMandateView[] }) {
  return (
    <Table
      caption={caption}
      captionHidden
      rows={mandates}
      keyOf={(row) => row.id}
      columns={[
        { id: 'who', header: say.heads.who, cell: (row) => <Who row={row} />, isRowHeader: true },
        { id: 'agent', header: say.heads.agent, cell: (row) => row.agentName },
        { id: 'what', header: say.heads.what, cell: (row) => <What row={row} /> },
        { id: 'proof', header: say.heads.proof, cell: (row) => <Proof row={row} /> },
        { id: 'standing', header: say.heads.standing, cell: (row) => <Standing row={row} /> },
        { id: 'act', header: say.heads.act, cell: (row) => <Acts row={row} /> },
      ]}
    />
  )
}

function Who({ row }: { row: PersonMandateView }) {
  return (
    <>
      {row.principalName}
      <br />
      <span className={styles.note}>{row.principalCitizenId}</span>
    </>
  )
}

function What({ row }: { row: PersonMandateView }) {
  const { kind, codes } = row.scope
  const scope = kind === 'all' ? say.all : kind === 'items' ? say.items(codes.length) : say.themes(codes.length)
  return (
    <>
      {[row.kindTitle, row.relation, scope].filter(Boolean).join('，')}
      <br />
      <span className={styles.note}>{say.between(row.validFrom, row.validTo)}</span>
    </>
  )
}

function Proof({ row }: { row: PersonMandateView }) {
  return (
    <>
      {row.documentNo}
      {row.evidenceFileId !== undefined && (
        <>
          <br />
          <a
            href={`/api/files/${row.evidenceFileId}/content`}
            target="_blank"
            rel="noopener"
            aria-label={say.openProofOf(row.principalName)}
          >
            {say.openProof}
          </a>
        </>
      )}
    </>
  )
}

function Standing({ row }: { row: PersonMandateView }) {
  return <StateTag tone={TONES[row.standing]}>{row.standingTitle}</StateTag>
}

function Acts({ row }: { row: PersonMandateView }) {
  const { id: mandateId, version, abilities, principalName } = row
  const confirm = useDeed(() => api.identity.confirmGuardianship({ mandateId, version }))
  const revoke = useDeed((reason: string) => api.identity.revokeMandate({ mandateId, version, reason }))
  const words = abilities.confirm
    ? { act: say.refuse, label: say.refuseOf(principalName) }
    : { act: say.revoke, label: say.revokeOf(principalName) }
  return (
    <div className={styles.acts}>
      <Refusal error={confirm.error ?? revoke.error} />
      {abilities.confirm && (
        <Button
          aria-label={say.confirmOf(principalName)}
          busy={confirm.isPending}
          onClick={() => confirm.mutate(undefined)}
        >
          {say.confirm}
        </Button>
      )}
      {abilities.end && <WithReason {...words} isBusy={revoke.isPending} onSend={(reason) => revoke.mutate(reason)} />}
    </div>
  )
}
