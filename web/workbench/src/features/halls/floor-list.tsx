import type { HallFloor } from '@yiwang/server/contract/organizations'
import { Button, Card, FloorPlan, Select, TextField } from '@yiwang/ui'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { BlockEditor } from './block-editor.tsx'
import { countTo } from './count-to.ts'
import type { ErrorOf } from './error-of.ts'
import { placeBlock } from './hall-model.ts'
import styles from './halls.module.css'
import { hallsMessages as say } from './messages.ts'

interface FloorListProps {
  floors: readonly HallFloor[]
  onChange(floors: readonly HallFloor[]): void
  errorOf: ErrorOf
}

const MOST_FLOORS = 8

export function FloorList({ floors, onChange, errorOf }: FloorListProps) {
  const wrong = errorOf('/floors')
  return (
    <>
      {floors.map((floor, place) => (
        <FloorEditor
          key={place}
          place={place}
          floor={floor}
          onChange={(next) => onChange(floors.with(place, next))}
          onDrop={() => onChange(floors.toSpliced(place, 1))}
          errorOf={errorOf}
        />
      ))}
      {wrong !== undefined && <p className={styles.wrong}>{wrong}</p>}
      {floors.length < MOST_FLOORS && (
        <div>
          <Button
            icon={<Plus aria-hidden="true" size={18} />}
            onClick={() => onChange([...floors, { name: ordinal(floors.length), columns: 12, rows: 8, blocks: [] }])}
          >
            {say.addFloor}
          </Button>
        </div>
      )}
    </>
  )
}

function ordinal(floors: number): string {
  return `${'一二三四五六七八'[floors] ?? ''}楼`
}

interface FloorEditorProps {
  place: number
  floor: HallFloor
  onChange(floor: HallFloor): void
  onDrop(): void
  errorOf: ErrorOf
}

/** The plan as it will be seen, what stands on it, and the one that is being edited. */
function FloorEditor({ place, floor, onChange, onDrop, errorOf }: FloorEditorProps) {
  const [chosen, setChosen] = useState<number>()
  const [isFull, setFull] = useState(false)
  const title = say.floorTitle(floor.name)
  const at = `/floors/${place}`
  const block = chosen === undefined ? undefined : floor.blocks[chosen]
  const add = (kind: 'window' | 'entrance') => {
    const made = placeBlock(floor, kind)
    setFull(made === undefined)
    if (!made) return
    onChange({ ...floor, blocks: [...floor.blocks, made] })
    setChosen(floor.blocks.length)
  }
  return (
    <Card
      title={title}
      aside={
        <Button look="quiet" icon={<Trash2 aria-hidden="true" size={18} />} onClick={onDrop}>
          {say.dropFloor(floor.name)}
        </Button>
      }
    >
      <div className={styles.stack}>
        <FloorFields floor={floor} place={place} onChange={onChange} errorOf={errorOf} />
        <FloorPlan floor={floor} title={say.planWords(title)} words={say.parts(title)} chosen={chosen} grid />
        {floor.blocks.length === 0 && <p className={styles.soft}>{say.noParts}</p>}
        <ul className={styles.blocks} aria-label={say.parts(title)}>
          {floor.blocks.map((one, index) => (
            <li key={`${one.row} ${one.column} ${index}`}>
              <button
                type="button"
                className={styles.block}
                aria-pressed={index === chosen}
                onClick={() => setChosen(index === chosen ? undefined : index)}
              >
                {one.kind === 'window' ? say.windowOf(one.number ?? '') : (one.name ?? say.kinds[one.kind])}
                {errorOf(`${at}/blocks/${index}`, true) !== undefined && (
                  <span className={styles.wrong}> {say.wrong}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
        {block && chosen !== undefined && (
          <BlockEditor
            key={chosen}
            id={`block-${place}-${chosen}`}
            floor={floor}
            block={block}
            onChange={(next) => onChange({ ...floor, blocks: floor.blocks.with(chosen, next) })}
            onDrop={() => {
              setChosen(undefined)
              onChange({ ...floor, blocks: floor.blocks.toSpliced(chosen, 1) })
            }}
            errorOf={(path) => errorOf(`${at}/blocks/${chosen}${path}`)}
          />
        )}
        <div className={styles.line}>
          <Button onClick={() => add('window')}>{say.addWindow}</Button>
          <Button onClick={() => add('entrance')}>{say.addOther}</Button>
          {isFull && (
            <p role="status" className={styles.wrong}>
              {say.noRoom}
            </p>
          )}
        </div>
      </div>
    </Card>
  )
}

function FloorFields({ floor, place, onChange, errorOf }: Omit<FloorEditorProps, 'onDrop'>) {
  return (
    <div className={styles.sizes}>
      <TextField
        id={`floor-${place}-name`}
        label={say.floor}
        maxLength={20}
        value={floor.name}
        error={errorOf(`/floors/${place}/name`)}
        onChange={({ target }) => onChange({ ...floor, name: target.value })}
      />
      <Select
        id={`floor-${place}-columns`}
        label={say.columns}
        choices={countTo(4, 16)}
        value={String(floor.columns)}
        onChange={({ target }) => onChange({ ...floor, columns: Number(target.value) || floor.columns })}
      />
      <Select
        id={`floor-${place}-rows`}
        label={say.rows}
        choices={countTo(3, 20)}
        value={String(floor.rows)}
        onChange={({ target }) => onChange({ ...floor, rows: Number(target.value) || floor.rows })}
      />
    </div>
  )
}
