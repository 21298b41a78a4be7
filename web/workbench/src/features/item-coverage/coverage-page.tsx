import { useQuery } from '@tanstack/react-query'
import { hrefOf } from '@yiwang/client'
import { DownloadCoverage } from '@yiwang/server/contract/catalogue'
import { EmptyState, LinkButton } from '@yiwang/ui'
import { FileDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { AccountPage } from '../../shared/account-page.tsx'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import styles from './coverage.module.css'
import { Figures, MEASURES, type OpensTo } from './figures.tsx'
import { Gaps } from './gaps.tsx'
import { coverageMessages as say } from './messages.ts'

const toGaps: OpensTo = (asked) => `?${new URLSearchParams(asked)}#gaps`

/** 覆盖指标: by department, place and type; each figure opens to what is missing. The address holds what is looked at. */
export function CoveragePage({ tabs }: { tabs: ReactNode }) {
  const [params] = useSearchParams()
  const measure = MEASURES.find((one) => one === params.get('lack')) ?? 'complete'
  const reading = useQuery({
    queryKey: ['item-coverage'],
    queryFn: ({ signal }) => api.catalogue.getCoverage({}, { signal }),
  })
  return (
    <AccountPage title={say.title} lead={say.lead} print={say.print} tabs={tabs}>
      <div className={styles.acts} data-print="no">
        <LinkButton href={hrefOf(DownloadCoverage, {})} icon={<FileDown aria-hidden="true" size={18} />} download>
          {say.download}
        </LinkButton>
        <Link to="/items/coverage/bulletins">{say.bulletins}</Link>
      </div>
      <Loaded reading={reading} lines={8}>
        {(figures) =>
          figures.total.items === 0 ? (
            <EmptyState title={say.nothingTitle}>
              <p>{say.nothingText}</p>
            </EmptyState>
          ) : (
            <>
              <Figures figures={figures} measure={measure} opensTo={toGaps} />
              <Gaps organizations={figures.organizations} types={figures.types} />
            </>
          )
        }
      </Loaded>
    </AccountPage>
  )
}
