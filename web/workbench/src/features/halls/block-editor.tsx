import { type HallBlock, HallBlockKind, type HallFloor } from '@yiwang/server/contract/organizations'
import { Button, Select, TextField } from '@yiwang/ui'
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Trash2 } from 'lucide-react'
import { countTo } from './count-to.ts'
import { moveBlock } from './hall-model.ts'
import styles from './halls.module.css'
import { hallsMessages as say } from './messages.ts'

interface BlockEditorProps {
  id: string
  floor: HallFloor
  block: HallBlock
  onChange(block: HallBlock): void
  onDrop(): void
  /** What is wrong at a place of the block. */
  errorOf(path: string): string | undefined
}

const MOVES = [
  { key: 'left', icon: ArrowLeft, by: { column: -1, row: 0 } },
  { key: 'right', icon: ArrowRight, by: { column: 1, row: 0 } },
  { key: 'up', icon: ArrowUp, by: { column: 0, row: -1 } },
  { key: 'down', icon: ArrowDown, by: { column: 0, row: 1 } },
] as const

/** One block: what it is and where, with arrows that a finger and a key reach alike. */
export function BlockEditor(props: BlockEditorProps) {
  const { floor, block, onChange, onDrop, errorOf } = props
  const wrong = errorOf('')
  return (
    <div className={styles.editor}>
      {wrong !== undefined && <p className={styles.wrong}>{wrong}</p>}
      <div className={styles.line}>
        {MOVES.map(({ key, icon: Icon, by }) => (
          <Button
            key={key}
            look="quiet"
            aria-label={say.move[key]}
            onClick={() => onChange(moveBlock(floor, block, by))}
          >
            <Icon aria-hidden="true" size={18} />
          </Button>
        ))}
        <Button look="quiet" icon={<Trash2 aria-hidden="true" size={18} />} onClick={onDrop}>
          {say.dropBlock}
        </Button>
      </div>
      <What {...props} />
      <Size {...props} />
    </div>
  )
}

function What({ id, block, onChange, errorOf }: BlockEditorProps) {
  const kinds = HallBlockKind.anyOf.map(({ const: value }) => ({ value, label: say.kinds[value] }))
  const text = (key: 'number' | 'name' | 'zone', label: string, most: number) => (
    <TextField
      id={`${id}-${key}`}
      label={label}
      optional={key !== 'number'}
      maxLength={most}
      value={block[key] ?? ''}
      error={errorOf(`/${key}`)}
      {...(key === 'number' && { help: say.numberHelp })}
      onChange={({ target }) => onChange({ ...block, [key]: target.value })}
    />
  )
  return (
    <div className={styles.cells}>
      <Select
        id={`${id}-kind`}
        label={say.kind}
        choices={kinds}
        value={block.kind}
        onChange={({ target }) => {
          const kind = kinds.find(({ value }) => value === target.value)?.value
          if (kind) onChange({ ...block, kind })
        }}
      />
      {block.kind === 'window' && text('number', say.number, 10)}
      {text('name', say.blockName, 60)}
      {block.kind === 'window' && text('zone', say.zone, 60)}
    </div>
  )
}

function Size({ id, floor, block, onChange, errorOf }: BlockEditorProps) {
  const size = (key: 'column' | 'row' | 'width' | 'height', most: number) => (
    <Select
      id={`${id}-${key}`}
      label={say[key]}
      choices={countTo(1, Math.max(most, block[key]))}
      value={String(block[key])}
      error={errorOf(`/${key}`)}
      onChange={({ target }) => onChange({ ...block, [key]: Number(target.value) || block[key] })}
    />
  )
  return (
    <div className={styles.sizes}>
      {size('column', floor.columns - block.width + 1)}
      {size('row', floor.rows - block.height + 1)}
      {size('width', floor.columns - block.column + 1)}
      {size('height', floor.rows - block.row + 1)}
    </div>
  )
}
