import { ItemContent } from '@yiwang/server/contract/catalogue'
import { Button, NoticePanel, Table } from '@yiwang/ui'
import type { KeptSection } from './draft-keeper.ts'
import type { FieldShape } from './field-shape.ts'
import { nameOfPart } from './field-shape.ts'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

interface ClashProps {
  kept: KeptSection
  other: NonNullable<KeptSection['other']>
  onSettle(whose: 'mine' | 'theirs'): void
}

/** Both changed the same field: what each wrote side by side, and nothing is saved before one of them is chosen. */
export function Clash({ kept, other, onSettle }: ClashProps) {
  const mine = kept.content as Record<string, unknown>
  const theirs = other.content as Record<string, unknown>
  return (
    <NoticePanel tone="soon" title={say.clashTitle(other.name)} role="alert">
      <p>{say.clashText}</p>
      <Table
        caption={say.clashTitle(other.name)}
        captionHidden
        rows={other.fields}
        keyOf={(field) => field}
        columns={[
          { id: 'field', header: say.clashField, isRowHeader: true, cell: titleOf },
          { id: 'mine', header: say.clashMine, cell: (field) => <Words text={wordsOf(mine[field])} /> },
          { id: 'theirs', header: say.clashTheirs, cell: (field) => <Words text={wordsOf(theirs[field])} /> },
        ]}
      />
      <div className={styles.line}>
        <Button look="main" onClick={() => onSettle('mine')}>
          {say.keepMine}
        </Button>
        <Button onClick={() => onSettle('theirs')}>{say.keepTheirs}</Button>
      </div>
    </NoticePanel>
  )
}

function Words({ text }: { text: string }) {
  return <span className={styles.words}>{text === '' ? say.nothing : text}</span>
}

function titleOf(field: string): string {
  const shapes = ItemContent.properties as unknown as Record<string, FieldShape>
  return shapes[field]?.title ?? field
}

/** Enough to tell one from the other; the fields themselves stand below. */
function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? say.yes : say.no
  if (Array.isArray(value)) return value.map((part) => nameOfPart(part) || wordsOf(part)).join('\n')
  if (typeof value === 'object') return Object.values(value).map(wordsOf).filter(Boolean).join(' · ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
