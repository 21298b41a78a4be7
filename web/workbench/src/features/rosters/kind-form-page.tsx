import type { RosterKind } from '@yiwang/server/contract/rosters'
import { Button, Card, EmptyState, RadioGroup, TextArea, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { useAct } from '../../shared/use-act.ts'
import { ColumnList } from './kind-columns.tsx'
import { type ColumnDraft, blankColumn, draftOf, saidBy } from './kind-draft.ts'
import { kindMessages as say } from './kind-messages.ts'
import { useKinds } from './kinds-page.tsx'
import styles from './rosters.module.css'
import { TOUCHED } from './use-roster-act.ts'

/** 新设 or 修改一种清单: what is written here waits for another's decision. */
export function KindFormPage() {
  const { kind: key } = useParams()
  const reading = useKinds()
  return (
    <div className={styles.page}>
      <p>
        <Link to="/lists/kinds">{say.back}</Link>
      </p>
      {key === undefined ? (
        <KindForm />
      ) : (
        <Loaded reading={reading}>
          {({ kinds }) => {
            const known = kinds.find(({ definition, abilities }) => definition.key === key && abilities.change)
            return known ? (
              <KindForm kind={known.definition} />
            ) : (
              <EmptyState title={say.noKind}>
                <p>{say.noKindText}</p>
              </EmptyState>
            )
          }}
        </Loaded>
      )}
    </div>
  )
}

const NAMED = ['title', 'publisher', 'basis', 'about'] as const
const LABELS = {
  title: { label: say.name, maxLength: 30 },
  publisher: { label: say.publisher, help: say.publisherHelp, maxLength: 60 },
  basis: { label: say.basis, help: say.basisHelp, maxLength: 300 },
  about: { label: say.about, help: say.aboutHelp, maxLength: 200 },
} as const

function KindForm({ kind }: { kind?: RosterKind }) {
  const navigate = useNavigate()
  const { title = '', publisher = '', basis = '', about = '' } = kind ?? {}
  const [words, setWords] = useState({ title, publisher, basis, about, reason: '' })
  const [isInternal, setInternal] = useState(kind?.isInternal ?? false)
  const [columns, setColumns] = useState<readonly ColumnDraft[]>(
    () => kind?.columns.map(draftOf) ?? [blankColumn(['isRequired'])],
  )
  const [isAsked, setAsked] = useState(false)
  const propose = useAct(
    () => {
      const { reason, ...named } = words
      const said = { ...named, ...(isInternal && { isInternal }), columns: columns.map(saidBy) }
      return api.rosters.proposeRosterKind({
        ...(kind ? { act: 'change' as const, kind: kind.key } : { act: 'declare' as const }),
        ...{ words: said, reason: reason.trim() },
      })
    },
    { words: say.sent, touched: TOUCHED, onDone: ({ changeId }) => void navigate(`/lists/kinds/changes/${changeId}`) },
  )
  const lacks = (text: string) => text.trim().length < 2
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    const isWhole = columns.every(
      ({ title: name, type, choices }) => name.trim() && (type !== 'choice' || choices.trim()),
    )
    if (isWhole && !Object.values(words).some(lacks)) propose.mutate(undefined)
  }
  const field = (name: keyof typeof words) => ({
    id: `kind-${name}`,
    value: words[name],
    error: isAsked && lacks(words[name]) ? say.must : undefined,
    onChange: ({ target }: { target: { value: string } }) => setWords({ ...words, [name]: target.value }),
  })
  const heading = kind ? say.changeOf(kind.title) : say.declare
  return (
    <>
      <h1>{heading}</h1>
      <form className={styles.stack} aria-label={heading} noValidate onSubmit={submit}>
        <Card>
          <div className={styles.stack}>
            {NAMED.map((name) => (
              <TextField key={name} {...field(name)} {...LABELS[name]} />
            ))}
            <RadioGroup
              id="kind-audience"
              name="audience"
              label={say.audience}
              choices={(['public', 'internal'] as const).map((value) => ({ value, label: say.audiences[value] }))}
              value={isInternal ? 'internal' : 'public'}
              onChange={({ target }) => setInternal(target.value === 'internal')}
            />
          </div>
        </Card>
        <Card title={say.columns}>
          <div className={styles.stack}>
            <ColumnList columns={columns} isAsked={isAsked} onChange={setColumns} />
          </div>
        </Card>
        <Card>
          <div className={styles.stack}>
            <TextArea {...field('reason')} label={say.reason} help={say.reasonHelp} rows={2} maxLength={500} />
            <Refusal error={propose.error} />
            <div>
              <Button type="submit" look="main" busy={propose.isPending}>
                {say.send}
              </Button>
            </div>
          </div>
        </Card>
      </form>
    </>
  )
}
