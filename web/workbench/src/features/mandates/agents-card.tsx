import type { VillageAgentView } from '@yiwang/server/contract/identity'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, EmptyState, Table, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { useSession } from '../../shared/session.tsx'
import { WithReason } from '../../shared/with-reason.tsx'
import styles from './mandates.module.css'
import { mandateMessages } from './messages.ts'
import { mandatesKey, useDeed } from './use-deed.ts'

const say = mandateMessages.agents
const nobody = { citizenId: '', village: '' }

/** 村级代办员: whom villagers may choose. */
export function AgentsCard() {
  const session = useSession()
  const division = session.posts[0]?.division ?? session.jurisdiction ?? ''
  const reading = useQuery({
    queryKey: [...mandatesKey, 'agents', division],
    queryFn: ({ signal }) => api.identity.listVillageAgents({ division }, { signal }),
  })
  return (
    <Card title={say.title}>
      <Loaded reading={reading} lines={3}>
        {({ agents }) =>
          agents.length === 0 ? (
            <EmptyState title={say.none} />
          ) : (
            <Table
              caption={say.title}
              captionHidden
              rows={agents}
              keyOf={(row) => row.accountId}
              columns={[
                { id: 'name', header: say.name, cell: (row) => row.name, isRowHeader: true },
                { id: 'village', header: say.village, cell: (row) => row.villageName },
                { id: 'act', header: say.act, cell: (row) => <End row={row} /> },
              ]}
            />
          )
        }
      </Loaded>
      <NameForm />
    </Card>
  )
}

function End({ row }: { row: VillageAgentView }) {
  const { accountId } = row
  const end = useDeed((reason: string) => api.identity.endVillageAgent({ accountId, reason }))
  return (
    <div className={styles.acts}>
      <Refusal error={end.error} />
      <WithReason
        act={say.end}
        label={say.endOf(row.name)}
        isBusy={end.isPending}
        onSend={(reason) => end.mutate(reason)}
      />
    </div>
  )
}

function NameForm() {
  const [wish, setWish] = useState(nobody)
  const name = useDeed(async () => {
    await api.identity.nameVillageAgent({
      citizenId: wish.citizenId.trim().toUpperCase(),
      village: wish.village.trim(),
    })
    setWish(nobody)
  })
  const field = (part: keyof typeof nobody) => ({
    id: `agent-${part}`,
    name: part,
    value: wish[part],
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [part]: event.target.value }),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    name.mutate(undefined)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Refusal error={name.error} />
      <TextField {...field('citizenId')} label={say.citizenId} required maxLength={18} autoComplete="off" />
      <TextField
        {...field('village')}
        label={say.code}
        help={say.codeHelp}
        required
        maxLength={12}
        inputMode="numeric"
      />
      <div>
        <Button type="submit" look="main" busy={name.isPending}>
          {say.submit}
        </Button>
      </div>
    </form>
  )
}
