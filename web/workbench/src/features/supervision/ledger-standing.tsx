import { useQuery } from '@tanstack/react-query'
import type { CallOutput } from '@yiwang/client'
import type { GetLedgerStanding } from '@yiwang/server/contract/supervision'
import { Card, NoticePanel, StateTag, Table, type Tone } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { supervisionMessages } from './messages.ts'
import styles from './supervision.module.css'

const say = supervisionMessages.witnesses
const sayArchives = supervisionMessages.archives

type Standing = CallOutput<typeof GetLedgerStanding>
type Witness = Standing['witnesses'][number]

const tones: Readonly<Record<Witness['standing'], Tone>> = {
  cosigned: 'ok',
  behind: 'soon',
  'never-asked': 'neutral',
  unreachable: 'soon',
  refused: 'red',
  contradicts: 'red',
}

/** 见证方 and 归档的年度: who else vouches for the record, and where its older years are. */
export function LedgerStanding() {
  const reading = useQuery({
    queryKey: ['ledger-standing'],
    queryFn: ({ signal }) => api.supervision.getLedgerStanding({}, { signal }),
  })
  return (
    <Loaded reading={reading} lines={3}>
      {({ size, witnesses, archives }) => (
        <>
          <Card title={say.title}>
            <div className={styles.stack}>
              <p className={styles.soft}>{say.text}</p>
              {witnesses.length === 0 ? (
                <NoticePanel title={say.none} />
              ) : (
                <Witnesses size={size} witnesses={witnesses} />
              )}
            </div>
          </Card>
          {archives.length > 0 && <Archives archives={archives} />}
        </>
      )}
    </Loaded>
  )
}

/** One that contradicts is said first and loudest. */
function Witnesses({ size, witnesses }: Pick<Standing, 'size' | 'witnesses'>) {
  const split = witnesses.filter((one) => one.standing === 'contradicts')
  return (
    <>
      {split.length > 0 && (
        <NoticePanel tone="red" role="alert" title={say.split(split.map((one) => one.name).join('、'))}>
          <p>{say.splitText}</p>
        </NoticePanel>
      )}
      <Table
        caption={say.caption(size)}
        rows={witnesses}
        keyOf={(one) => one.name}
        columns={[
          { id: 'name', header: say.name, isRowHeader: true, cell: (one) => one.name },
          {
            id: 'standing',
            header: say.standing,
            cell: (one) => <StateTag tone={tones[one.standing]}>{say.standings[one.standing]}</StateTag>,
          },
          {
            id: 'cosigned',
            header: say.cosigned,
            cell: ({ cosigned }) =>
              cosigned === undefined ? say.never : say.cosignedAt(cosigned.size, instantText(cosigned.at)),
          },
          {
            id: 'answered',
            header: say.answered,
            cell: ({ answeredAt }) => (answeredAt === undefined ? say.never : instantText(answeredAt)),
          },
        ]}
      />
    </>
  )
}

function Archives({ archives }: Pick<Standing, 'archives'>) {
  return (
    <Card title={sayArchives.title}>
      <div className={styles.stack}>
        <p className={styles.soft}>{sayArchives.text}</p>
        <Table
          caption={sayArchives.title}
          captionHidden
          rows={archives}
          keyOf={(one) => String(one.year)}
          columns={[
            { id: 'year', header: sayArchives.year, isRowHeader: true, cell: (one) => sayArchives.yearText(one.year) },
            { id: 'entries', header: sayArchives.entries, cell: (one) => one.entries },
            { id: 'folder', header: sayArchives.folder, cell: (one) => <code>{one.folder}</code> },
            {
              id: 'place',
              header: sayArchives.place,
              cell: ({ isInPlace }) => (
                <StateTag tone={isInPlace ? 'ok' : 'red'}>{isInPlace ? sayArchives.there : sayArchives.away}</StateTag>
              ),
            },
          ]}
        />
      </div>
    </Card>
  )
}
