import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { hrefOf } from '@yiwang/client'
import { type CoverageBulletin, DownloadCoverageBulletin } from '@yiwang/server/contract/catalogue'
import { Card, LinkButton, Pagination, Table } from '@yiwang/ui'
import { FileDown } from 'lucide-react'
import { Link, useParams } from 'react-router'
import { AccountPage } from '../../shared/account-page.tsx'
import accountStyles from '../../shared/account-page.module.css'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { useAddress } from '../../shared/use-address.ts'
import styles from './coverage.module.css'
import { Figures } from './figures.tsx'
import { coverageMessages as say } from './messages.ts'

/** A 通报 as it was issued. */
export function BulletinPage() {
  const { bulletinId = '' } = useParams()
  const { page, hrefFor } = useAddress(`/items/coverage/bulletins/${bulletinId}`)
  const reading = useQuery({
    queryKey: ['coverage-bulletin', bulletinId, page],
    queryFn: ({ signal }) => api.catalogue.getCoverageBulletin({ bulletinId, page }, { signal }),
    placeholderData: keepPreviousData,
  })
  const back = (
    <p data-print="no">
      <Link to="/items/coverage/bulletins">{say.bulletins}</Link>
    </p>
  )
  return (
    <Loaded reading={reading}>
      {(bulletin) => (
        <AccountPage title={bulletin.title} lead={leadOf(bulletin)} print={say.print} tabs={back}>
          <p className={styles.words}>{bulletin.words}</p>
          <div data-print="no">
            <LinkButton
              href={hrefOf(DownloadCoverageBulletin, { bulletinId })}
              icon={<FileDown aria-hidden="true" size={18} />}
              download
            >
              {say.download}
            </LinkButton>
          </div>
          <Figures figures={bulletin.figures} measure="complete" />
          <Missing bulletin={bulletin} hrefFor={hrefFor} />
          <p className={styles.digest}>{say.digest(bulletin.digest)}</p>
        </AccountPage>
      )}
    </Loaded>
  )
}

function leadOf({ divisionName, day, issuedAt, issuedByName }: CoverageBulletin): string {
  return say.issuedLead({ place: divisionName, day, at: instantText(issuedAt), by: issuedByName })
}

interface MissingProps {
  bulletin: CoverageBulletin
  hrefFor(page: number, place?: string): string
}

function Missing({ bulletin: { gaps, gapCount, page, pageSize }, hrefFor }: MissingProps) {
  return (
    <Card title={say.gaps} id="gaps">
      <p className={accountStyles.soft}>{say.totalItems(gapCount)}</p>
      <Table
        caption={say.gaps}
        captionHidden
        rows={gaps}
        keyOf={(gap) => gap.itemId}
        columns={[
          { id: 'name', header: say.item, isRowHeader: true, cell: ({ name }) => name },
          { id: 'department', header: say.department, cell: ({ organizationName }) => organizationName },
          { id: 'type', header: say.type, cell: ({ typeTitle }) => typeTitle },
          { id: 'absent', header: say.absent, cell: ({ lacks }) => lacks.map((lack) => say.lacks[lack]).join('；') },
        ]}
      />
      <Pagination page={page} pages={Math.ceil(gapCount / pageSize)} hrefFor={(to) => hrefFor(to, '#gaps')} />
    </Card>
  )
}
