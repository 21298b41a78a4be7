import { useId } from 'react'
import styles from './floor-plan.module.css'
import { planMessages as say } from './messages.ts'

export interface PlanBlock {
  kind: keyof typeof say.blocks
  number?: string | undefined
  name?: string | undefined
  column: number
  row: number
  width: number
  height: number
}

export interface PlanFloor {
  columns: number
  rows: number
  blocks: readonly PlanBlock[]
}

export interface FloorPlanProps {
  floor: PlanFloor
  /** What the drawing is of, and what it shows: read out in its place. */
  title: string
  words: string
  /** The number of the window that is meant. */
  marked?: string | undefined
  /** With its cells, where it is being made. */
  grid?: boolean
  /** Which block is being edited, by its place in the list. */
  chosen?: number | undefined
}

/** Units a cell: what is drawn is this many times finer than the plan. */
const CELL = 10

/** A floor seen from above: windows with their numbers, and what else one looks for. */
export function FloorPlan({ floor, title, words, marked, chosen, grid = false }: FloorPlanProps) {
  const id = useId()
  const [width, height] = [floor.columns * CELL, floor.rows * CELL]
  return (
    <svg
      className={styles.plan}
      role="img"
      aria-labelledby={`${id}-title ${id}-words`}
      viewBox={`-1 -1 ${width + 2} ${height + 2}`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-words`}>{words}</desc>
      <rect className={styles.floor} width={width} height={height} rx={1.5} />
      {grid && <Grid floor={floor} />}
      {floor.blocks.map((block, place) => {
        const isMeant = marked !== undefined && block.kind === 'window' && block.number === marked
        return <Block key={`${place} ${block.kind}`} block={block} isMarked={isMeant || place === chosen} />
      })}
    </svg>
  )
}

function Grid({ floor: { columns, rows } }: { floor: PlanFloor }) {
  const across = Array.from({ length: columns - 1 }, (_, index) => (index + 1) * CELL)
  const down = Array.from({ length: rows - 1 }, (_, index) => (index + 1) * CELL)
  return (
    <g className={styles.grid}>
      {across.map((x) => (
        <line key={x} x1={x} x2={x} y1={0} y2={rows * CELL} />
      ))}
      {down.map((y) => (
        <line key={y} x1={0} x2={columns * CELL} y1={y} y2={y} />
      ))}
    </g>
  )
}

const GAP = 0.6
const LARGEST = 5.4

function Block({ block, isMarked }: { block: PlanBlock; isMarked: boolean }) {
  const x = (block.column - 1) * CELL + GAP
  const y = (block.row - 1) * CELL + GAP
  const [width, height] = [block.width * CELL - GAP * 2, block.height * CELL - GAP * 2]
  const words = block.kind === 'window' ? (block.number ?? '') : (block.name ?? say.blocks[block.kind])
  return (
    <g className={styles.block} data-kind={block.kind} data-marked={isMarked || undefined}>
      <rect x={x} y={y} width={width} height={height} rx={1} />
      {isMarked && (
        <rect className={styles.ring} x={x - 0.9} y={y - 0.9} width={width + 1.8} height={height + 1.8} rx={1.6} />
      )}
      <text x={x + width / 2} y={y + height / 2} fontSize={sizeOf(words, width)}>
        {words}
      </text>
    </g>
  )
}

/** As large as fits: a Chinese character is as wide as it is high, others a little over half. */
function sizeOf(words: string, width: number): number {
  const long = [...words].reduce((sum, one) => sum + (one.charCodeAt(0) > 0xff ? 1 : 0.62), 0)
  return Math.min(LARGEST, Math.round((100 * (width - 1.4)) / Math.max(long, 1)) / 100)
}
