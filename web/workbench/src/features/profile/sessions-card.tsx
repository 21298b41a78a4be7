import type { SessionLine, SessionLines } from '@yiwang/server/contract/identity'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Card, StateTag, Table } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import styles from './factors.module.css'
import { profileMessages } from './messages.ts'

const say = profileMessages.sessions
const linesKey = ['my', 'sessions'] as const

/** 已登录的设备: what is not known is ended. */
export function SessionsCard() {
  const reading = useQuery({
    queryKey: linesKey,
    queryFn: ({ signal }) => api.identity.listMySessions({}, { signal }),
  })
  const queries = useQueryClient()
  const onSuccess = (lines: SessionLines) => void queries.setQueryData(linesKey, lines)
  const end = useMutation({
    mutationFn: (sessionId: string) => api.identity.endMySession({ sessionId }),
    onSuccess,
  })
  const endOthers = useMutation({ mutationFn: () => api.identity.endMyOtherSessions(), onSuccess })
  return (
    <Card title={say.title}>
      <Loaded reading={reading} lines={3}>
        {({ sessions, most }) => (
          <div className={styles.parts}>
            <Refusal error={end.error ?? endOthers.error} />
            {most !== undefined && <p className={styles.note}>{say.most(most)}</p>}
            <Table
              caption={say.title}
              captionHidden
              rows={sessions}
              keyOf={(line) => line.id}
              columns={[
                { id: 'device', header: say.device, cell: (line) => <Device line={line} />, isRowHeader: true },
                { id: 'network', header: say.network, cell: (line) => line.network ?? '' },
                { id: 'from', header: say.from, cell: (line) => instantText(line.createdAt) },
                { id: 'seen', header: say.seen, cell: (line) => instantText(line.seenAt) },
                {
                  id: 'end',
                  header: say.act,
                  cell: (line) =>
                    line.isThis ? null : (
                      <Button look="quiet" aria-label={say.endOf(line.device)} onClick={() => end.mutate(line.id)}>
                        {say.end}
                      </Button>
                    ),
                },
              ]}
            />
            {sessions.length > 1 && (
              <div className={styles.acts}>
                <Button busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
                  {say.endOthers}
                </Button>
              </div>
            )}
          </div>
        )}
      </Loaded>
    </Card>
  )
}

function Device({ line }: { line: SessionLine }) {
  return (
    <>
      {line.device} {line.isThis && <StateTag tone="info">{say.thisOne}</StateTag>}
    </>
  )
}
