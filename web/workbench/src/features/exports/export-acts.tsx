import { useQueryClient } from '@tanstack/react-query'
import { hrefOf } from '@yiwang/client'
import { DownloadExport, type ExportView } from '@yiwang/server/contract/exports'
import { Button, LinkButton } from '@yiwang/ui'
import { Download } from 'lucide-react'
import { api } from '../../shared/api.ts'
import { shortInstantText } from '../../shared/dates.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import { WithReason } from '../../shared/with-reason.tsx'
import styles from './exports.module.css'
import { exportMessages as say } from './messages.ts'
import { exportsKey, useExportDeed } from './use-export-deed.ts'

export function ExportActs({ one }: { one: ExportView }) {
  const { decide, withdraw, download } = one.abilities
  return (
    <>
      {decide && <Decision one={one} />}
      {withdraw && <Withdrawal one={one} />}
      {download && <DownloadLink one={one} />}
    </>
  )
}

function Decision({ one }: { one: ExportView }) {
  const { id: exportId, version, askedByName, listTitle } = one
  const approve = useExportDeed(() => api.exports.approveExport({ exportId, version }), say.approved)
  const refuse = useExportDeed((reason: string) => api.exports.refuseExport({ exportId, version, reason }), say.refused)
  return (
    <div className={styles.acts}>
      <Refusal error={approve.error ?? refuse.error} />
      <Button
        aria-label={say.approveOf(askedByName, listTitle)}
        busy={approve.isPending}
        onClick={() => approve.mutate(undefined)}
      >
        {say.approve}
      </Button>
      <WithReason
        act={say.refuse}
        label={say.refuseOf(askedByName, listTitle)}
        isBusy={refuse.isPending}
        onSend={(reason) => refuse.mutate(reason)}
      />
    </div>
  )
}

function Withdrawal({ one }: { one: ExportView }) {
  const { id: exportId, version, listTitle } = one
  const withdraw = useExportDeed(() => api.exports.withdrawExport({ exportId, version }), say.withdrawn)
  return (
    <div className={styles.acts}>
      <Refusal error={withdraw.error} />
      <Button
        look="quiet"
        aria-label={say.withdrawOf(listTitle)}
        busy={withdraw.isPending}
        onClick={() => withdraw.mutate(undefined)}
      >
        {say.withdraw}
      </Button>
    </div>
  )
}

/** A download counts when it begins: the page looks again a moment later. */
function DownloadLink({ one }: { one: ExportView }) {
  const queries = useQueryClient()
  const today = useToday()
  const { id: exportId, listTitle, mostDownloads, downloads, expiresAt } = one
  return (
    <div className={styles.cell}>
      <LinkButton
        href={hrefOf(DownloadExport, { exportId })}
        download
        icon={<Download aria-hidden="true" size={18} />}
        aria-label={say.downloadOf(listTitle, exportId.slice(-12))}
        onClick={() => setTimeout(() => void queries.invalidateQueries({ queryKey: exportsKey }), 1_500)}
      >
        {say.download}
      </LinkButton>
      {expiresAt !== undefined && (
        <p className={styles.soft}>{say.left(mostDownloads - downloads, shortInstantText(expiresAt, today))}</p>
      )}
    </div>
  )
}
