import { useQuery } from '@tanstack/react-query'
import type { PowerTypeChange, PowerTypeView } from '@yiwang/server/contract/catalogue'
import { Card, StateTag, Table } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { api } from '../../shared/api.ts'
import frame from '../../shared/page-frame.module.css'
import { Loaded } from '../../shared/page-states.tsx'
import { usePowerTypes } from '../../shared/power-types.ts'
import { usePermit } from '../../shared/session.tsx'
import { powerTypeMessages as say } from './messages.ts'
import { ProposeForm } from './propose-form.tsx'

/** 权力类型: which there are, what waits to be decided, and the form for another. */
export function PowerTypesPage({ tabs }: { tabs: ReactNode }) {
  const reading = usePowerTypes()
  const mayPropose = usePermit('catalogue.proposeType')
  return (
    <div className={frame.page}>
      <h1>{say.title}</h1>
      {tabs}
      <p className={frame.soft}>{say.lead}</p>
      <Loaded reading={reading} lines={8}>
        {({ types }) => (
          <>
            <Changes />
            <Card title={say.list}>
              <TypeTable types={types} />
            </Card>
            {mayPropose && <ProposeForm types={types} />}
          </>
        )}
      </Loaded>
    </div>
  )
}

function TypeTable({ types }: { types: readonly PowerTypeView[] }) {
  return (
    <Table
      caption={say.list}
      captionHidden
      rows={types}
      keyOf={({ key }) => key}
      columns={[
        { id: 'code', header: say.code, cell: ({ code }) => code },
        { id: 'name', header: say.name, isRowHeader: true, cell: ({ title }) => title },
        { id: 'abbreviation', header: say.abbreviation, cell: ({ abbreviation }) => abbreviation },
        {
          id: 'origin',
          header: say.origin,
          cell: ({ isStandard, division }) => (isStandard ? say.standard : say.own(division)),
        },
        { id: 'lists', header: say.lists, cell: ({ isPower }) => (isPower ? say.yes : say.no) },
        { id: 'items', header: say.items, align: 'end', cell: ({ items }) => items },
        {
          id: 'state',
          header: say.state,
          cell: ({ isRetired }) => (
            <StateTag tone={isRetired ? 'ended' : 'ok'}>{isRetired ? say.retired : say.inUse}</StateTag>
          ),
        },
      ]}
    />
  )
}

export const TONES = { proposed: 'soon', approved: 'ok', refused: 'ended', withdrawn: 'ended' } as const

function Changes() {
  const reading = useQuery({
    queryKey: ['power-type-changes'],
    queryFn: ({ signal }) => api.catalogue.listPowerTypeChanges({}, { signal }),
  })
  return (
    <Card title={say.waiting}>
      <Loaded reading={reading} lines={2}>
        {({ changes }) =>
          changes.length === 0 ? <p className={frame.soft}>{say.nothing}</p> : <ChangeTable changes={changes} />
        }
      </Loaded>
    </Card>
  )
}

function ChangeTable({ changes }: { changes: readonly PowerTypeChange[] }) {
  return (
    <Table
      caption={say.waiting}
      captionHidden
      rows={changes}
      keyOf={({ changeId }) => changeId}
      columns={[
        {
          id: 'what',
          header: say.what,
          isRowHeader: true,
          cell: ({ changeId, kind, code, title, abbreviation }) => (
            <Link to={`/items/types/${changeId}`}>{`${say.kinds[kind]}：${say.words(code, title, abbreviation)}`}</Link>
          ),
        },
        { id: 'reason', header: say.reason, cell: ({ reason }) => reason },
        { id: 'by', header: say.by, cell: ({ proposedByName }) => proposedByName },
        {
          id: 'state',
          header: say.state,
          cell: ({ state, decidedByName }) => (
            <>
              <StateTag tone={TONES[state]}>{say.states[state]}</StateTag>{' '}
              {decidedByName !== undefined && <span className={frame.soft}>{say.decidedBy(decidedByName)}</span>}
            </>
          ),
        },
      ]}
    />
  )
}
