import type { SubstitutionView } from '@yiwang/server/contract/organizations'
import { Button, StateTag, Table } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { WithReason } from '../../shared/with-reason.tsx'
import { substitutionMessages as say } from './messages.ts'
import styles from './substitutions.module.css'
import { useDeed } from './use-deed.ts'

/** Who does whose work, when, and what may be done about it. */
export function SubstitutionTable({ caption, rows }: { caption: string; rows: readonly SubstitutionView[] }) {
  return (
    <Table
      caption={caption}
      captionHidden
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        {
          id: 'who',
          header: say.who,
          cell: (row) => say.inStead(row.substituteName, row.absentName),
          isRowHeader: true,
        },
        { id: 'posts', header: say.posts, cell: (row) => `${row.roleTitles.join('、')}，${row.organizationName}` },
        { id: 'days', header: say.days, cell: (row) => say.between(row.startsOn, row.endsOn) },
        { id: 'state', header: say.state, cell: (row) => <Standing row={row} /> },
        { id: 'act', header: say.act, cell: (row) => <Acts row={row} /> },
      ]}
    />
  )
}

const TONES = { proposed: 'soon', confirmed: 'ok', refused: 'red', revoked: 'stopped' } as const

function Standing({ row }: { row: SubstitutionView }) {
  return (
    <>
      <StateTag tone={TONES[row.state]}>{row.standing}</StateTag>
      <br />
      <span className={styles.note}>
        {say.by(row.proposedByName, instantText(row.proposedAt))}
        {row.decidedByName !== undefined && say.decidedBy(row.decidedByName)}
      </span>
    </>
  )
}

function Acts({ row }: { row: SubstitutionView }) {
  const { id: substitutionId, version, substituteName, absentName } = row
  const confirm = useDeed(() => api.organizations.confirmSubstitution({ substitutionId, version }))
  const refuse = useDeed((reason: string) => api.organizations.refuseSubstitution({ substitutionId, version, reason }))
  const revoke = useDeed((reason: string) => api.organizations.revokeSubstitution({ substitutionId, version, reason }))
  const { decide, revoke: mayRevoke } = row.abilities
  if (!decide && !mayRevoke) return null
  return (
    <div className={styles.acts}>
      <Refusal error={confirm.error ?? refuse.error ?? revoke.error} />
      {decide && (
        <>
          <Button
            aria-label={say.confirmOf(substituteName, absentName)}
            busy={confirm.isPending}
            onClick={() => confirm.mutate(undefined)}
          >
            {say.confirm}
          </Button>
          <WithReason
            act={say.refuse}
            label={say.refuseOf(substituteName, absentName)}
            isBusy={refuse.isPending}
            onSend={(reason) => refuse.mutate(reason)}
          />
        </>
      )}
      {mayRevoke && (
        <WithReason
          act={say.revoke}
          label={say.revokeOf(substituteName, absentName)}
          isBusy={revoke.isPending}
          onSend={(reason) => revoke.mutate(reason)}
        />
      )}
    </div>
  )
}
