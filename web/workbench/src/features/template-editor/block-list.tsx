import type { TemplateProblem } from '@yiwang/server/contract/documents'
import { Button, Select, Tag, useSay } from '@yiwang/ui'
import { ArrowDown, ArrowUp, Plus, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { BlockFields } from './block-fields.tsx'
import { templateMessages as say } from './messages.ts'
import styles from './template-editor.module.css'
import {
  BLOCK_KINDS,
  type BlockKind,
  type Entry,
  freshKey,
  newBlock,
  summaryOf,
  type TemplateModel,
} from './template-model.ts'

interface BlockListProps {
  model: TemplateModel
  problems: readonly TemplateProblem[]
  onChange(entries: readonly Entry[]): void
}

/** The blocks in their order: one line each, opened to change what it says. */
export function BlockList({ model, problems, onChange }: BlockListProps) {
  const { entries, kind } = model
  const [open, setOpen] = useState<number>()
  const [dropped, setDropped] = useState<{ at: number; entry: Entry }>()
  const focusOn = useFocusAfter()
  const tell = useSay()
  const move = (at: number, to: number, act: 'up' | 'down') => {
    const next = [...entries]
    next.splice(to, 0, ...next.splice(at, 1))
    onChange(next)
    focusOn(`block-${entries[at]!.key}-${act}`, `block-${entries[at]!.key}`)
    tell(say.moved(to + 1))
  }
  const remove = (at: number) => {
    setDropped({ at, entry: entries[at]! })
    onChange(entries.filter((_, place) => place !== at))
    focusOn('block-undo')
    tell(say.removed)
  }
  const insert = (at: number, entry: Entry) => {
    onChange([...entries.slice(0, at), entry, ...entries.slice(at)])
    setDropped(undefined)
    focusOn(`block-${entry.key}`)
  }
  const add = (of: BlockKind) => {
    const after = entries.findIndex(({ key }) => key === open)
    const entry = { key: freshKey(dropped ? [...entries, dropped.entry] : entries), block: newBlock(of, kind) }
    setOpen(entry.key)
    insert(after < 0 ? entries.length : after + 1, entry)
  }
  return (
    <>
      <ol className={styles.blocks}>
        {entries.map((entry, at) => (
          <Block
            key={entry.key}
            entry={entry}
            at={at}
            count={entries.length}
            kind={kind}
            isOpen={open === entry.key}
            isWrong={problems.some(({ block }) => block === at)}
            onToggle={() => setOpen(open === entry.key ? undefined : entry.key)}
            onChange={(block) => onChange(entries.map((one) => (one.key === entry.key ? { ...one, block } : one)))}
            onMove={(act) => move(at, act === 'up' ? at - 1 : at + 1, act)}
            onRemove={() => remove(at)}
          />
        ))}
      </ol>
      {dropped && (
        <div>
          <Button
            id="block-undo"
            icon={<Undo2 size={18} aria-hidden="true" />}
            onClick={() => insert(Math.min(dropped.at, entries.length), dropped.entry)}
          >
            {say.undo}
          </Button>
        </div>
      )}
      <AddBlock onAdd={add} />
    </>
  )
}

/** What moves or goes takes the focus with it: it is put back once the page has changed. */
function useFocusAfter(): (...ids: string[]) => void {
  const wanted = useRef<readonly string[]>([])
  useEffect(() => {
    const ids = wanted.current
    wanted.current = []
    ids
      .map((id) => document.getElementById(id))
      .find((one) => one !== null)
      ?.focus()
  })
  return (...ids) => {
    wanted.current = ids
  }
}

interface OneBlockProps {
  entry: Entry
  at: number
  count: number
  kind: TemplateModel['kind']
  isOpen: boolean
  isWrong: boolean
  onToggle(): void
  onChange(block: Entry['block']): void
  onMove(act: 'up' | 'down'): void
  onRemove(): void
}

function Block(props: OneBlockProps) {
  const { entry, at, count, kind, isOpen, isWrong } = props
  const { block } = entry
  const id = `block-${entry.key}`
  return (
    <li className={styles.block}>
      <div className={styles.head}>
        <button id={id} type="button" className={styles.opener} aria-expanded={isOpen} onClick={props.onToggle}>
          <span className={styles.kind}>
            {at + 1}. {say.blocks[block.kind]}
          </span>
          <span className={styles.summary}>{summaryOf(block, kind.fields) || say.empty}</span>
        </button>
        {isWrong && <Tag>{say.wrong}</Tag>}
        <div className={styles.acts}>
          {at > 0 && (
            <Button id={`${id}-up`} look="quiet" aria-label={say.up(at + 1)} onClick={() => props.onMove('up')}>
              <ArrowUp size={18} aria-hidden="true" />
            </Button>
          )}
          {at < count - 1 && (
            <Button id={`${id}-down`} look="quiet" aria-label={say.down(at + 1)} onClick={() => props.onMove('down')}>
              <ArrowDown size={18} aria-hidden="true" />
            </Button>
          )}
          {count > 1 && (
            <Button look="quiet" aria-label={say.remove(at + 1)} onClick={props.onRemove}>
              <Trash2 size={18} aria-hidden="true" />
            </Button>
          )}
        </div>
      </div>
      {isOpen && <BlockFields id={`${id}-is`} block={block} fields={kind.fields} onChange={props.onChange} />}
    </li>
  )
}

function AddBlock({ onAdd }: { onAdd(kind: BlockKind): void }) {
  const [kind, setKind] = useState<BlockKind>('paragraph')
  return (
    <div className={styles.line}>
      <Select
        id="block-new"
        label={say.addKind}
        help={say.addHelp}
        choices={BLOCK_KINDS.map((value) => ({ value, label: say.blocks[value] }))}
        value={kind}
        onChange={({ target }) => setKind(BLOCK_KINDS.find((one) => one === target.value) ?? kind)}
      />
      <Button icon={<Plus size={18} aria-hidden="true" />} onClick={() => onAdd(kind)}>
        {say.add}
      </Button>
    </div>
  )
}
