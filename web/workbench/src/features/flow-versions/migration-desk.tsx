import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Card, EmptyState, Select, StateTag, Table, type Tone } from '@yiwang/ui'
import { useState } from 'react'
import { Link } from 'react-router'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { DecideForm } from './decide-form.tsx'
import styles from './flow-versions.module.css'
import { flowVersionsMessages as say } from './messages.ts'
import { type Preview, readPreview, type VersionChange } from './read-preview.ts'
import { type MoveResult, useMoves } from './use-moves.ts'

type Outlook = Preview['flows'][number]

/** Mapping, preview and decision for two versions. Nothing is changed before the decision is sent. */
export function MigrationDesk({ change }: { change: VersionChange }) {
  const [mapping, setMapping] = useState<Record<string, string>>()
  const moves = useMoves()
  const reading = useQuery({
    queryKey: ['migration', change, mapping],
    queryFn: () => readPreview(change, mapping),
    placeholderData: keepPreviousData,
    // What was shown stays as it was shown while it is being carried out.
    enabled: !moves.hasBegun,
    refetchOnWindowFocus: false,
  })
  return (
    <Loaded reading={reading}>
      {(preview) => (
        <>
          {!moves.hasBegun && <MappingCard preview={preview} onChange={setMapping} />}
          <PreviewCard preview={preview} results={moves.results} />
          <DecideForm change={change} preview={preview} moves={moves} />
        </>
      )}
    </Loaded>
  )
}

function MappingCard({ preview, onChange }: { preview: Preview; onChange(mapping: Record<string, string>): void }) {
  const set = (id: string, target: string) => {
    const { [id]: _, ...others } = preview.mapping
    onChange(target === '' ? others : { ...others, [id]: target })
  }
  return (
    <Card title={say.mapping}>
      <div className={styles.stack}>
        <p className={styles.soft}>{say.mappingText}</p>
        <div className={styles.mapping}>
          {preview.oldElements.map(({ id, name, kind }) => (
            <Select
              key={id}
              id={`map-${id}`}
              label={name}
              help={say.kinds[kind]}
              placeholder={say.none}
              value={preview.mapping[id] ?? ''}
              choices={preview.newElements
                .filter((one) => one.kind === kind)
                .map((one) => ({ value: one.id, label: one.name }))}
              onChange={(event) => set(id, event.target.value)}
            />
          ))}
        </div>
      </div>
    </Card>
  )
}

const tones: Readonly<Record<Outlook['outlook'], Tone>> = { same: 'ok', moves: 'info', cannot: 'red' }

function PreviewCard({ preview, results }: { preview: Preview; results: ReadonlyMap<string, MoveResult> }) {
  const { flows } = preview
  if (flows.length === 0) {
    return (
      <EmptyState title={say.previewEmpty}>
        <p>{say.previewEmptyText}</p>
      </EmptyState>
    )
  }
  const stuck = flows.filter(({ outlook }) => outlook === 'cannot').length
  return (
    <Card title={say.preview}>
      <div className={styles.stack}>
        <div className={styles.line}>
          <p>{say.totals(flows.length, flows.length - stuck, stuck)}</p>
          <Button onClick={() => globalThis.print()}>{say.print}</Button>
        </div>
        <Table
          caption={say.preview}
          captionHidden
          rows={flows}
          keyOf={({ flowId }) => flowId}
          columns={[
            { id: 'no', header: say.subjectNo, isRowHeader: true, cell: (one) => <Subject outlook={one} /> },
            { id: 'item', header: say.item, cell: ({ title }) => title },
            { id: 'place', header: say.place, cell: (one) => <Places outlook={one} /> },
            {
              id: 'outlook',
              header: say.outlook,
              cell: ({ outlook }) => <StateTag tone={tones[outlook]}>{say.outlooks[outlook]}</StateTag>,
            },
            ...(results.size > 0
              ? [{ id: 'result', header: say.result, cell: ({ flowId }: Outlook) => resultText(results.get(flowId)) }]
              : []),
          ]}
        />
      </div>
    </Card>
  )
}

/** Whoever keeps the flows need not be one who may open cases. */
function Subject({ outlook: { subject, subjectNo } }: { outlook: Outlook }) {
  return usePermit('cases.read') ? <Link to={`/cases/${subject}`}>{subjectNo}</Link> : subjectNo
}

function Places({ outlook }: { outlook: Outlook }) {
  const lines =
    outlook.reasons.length > 0 ? outlook.reasons : outlook.places.map(({ from, to = '' }) => say.placeOf(from, to))
  return (
    <ul className={styles.plain}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function resultText(result: MoveResult | undefined): string {
  if (!result) return say.results.waiting
  return [say.results[result.state], ...result.reasons].join('：')
}
