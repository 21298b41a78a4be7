import type { FieldError } from '../../../kernel/index.ts'
import { HallBlockKind } from '../contract/hall.ts'
import type { HallBlock, HallContent, HallFloor, HallWindow } from '../contract/hall.ts'

/** All that keeps a plan from being a plan, each at its place (JSON pointer). */
export function planFaults({ floors }: HallContent): FieldError[] {
  const faults: FieldError[] = []
  const seen = new Map<string, string>()
  for (const [index, floor] of floors.entries()) {
    const at = `/floors/${index}`
    if (floors.findIndex(({ name }) => name === floor.name) < index)
      faults.push({ path: `${at}/name`, message: `已有一层叫“${floor.name}”` })
    for (const [place, block] of floor.blocks.entries()) {
      const here = `${at}/blocks/${place}`
      faults.push(...blockFaults(floor, block).map(({ path, message }) => ({ path: `${here}${path}`, message })))
      const other = floor.blocks.slice(0, place).find((one) => overlap(one, block))
      if (other) faults.push({ path: here, message: `${blockName(block)}和${blockName(other)}重叠` })
      const taken = block.number === undefined ? undefined : seen.get(block.number)
      if (taken !== undefined)
        faults.push({ path: `${here}/number`, message: `窗口号“${block.number}”在${taken}已经用过` })
      if (block.number !== undefined) seen.set(block.number, floor.name)
    }
  }
  const blocks = floors.flatMap((floor) => floor.blocks)
  if (blocks.some(isWindow) && !blocks.some(({ kind }) => kind === 'entrance'))
    faults.push({ path: '/floors', message: '有窗口的平面图，应当标出入口' })
  return faults
}

function blockFaults(floor: HallFloor, block: HallBlock): FieldError[] {
  const faults: FieldError[] = []
  if (isWindow(block) && block.number === undefined) faults.push({ path: '/number', message: '窗口要有窗口号' })
  if (!isWindow(block) && block.number !== undefined) faults.push({ path: '/number', message: '只有窗口才有窗口号' })
  if (block.column + block.width - 1 > floor.columns)
    faults.push({ path: '/column', message: `${blockName(block)}超出了平面图的右边（共 ${floor.columns} 列）` })
  if (block.row + block.height - 1 > floor.rows)
    faults.push({ path: '/row', message: `${blockName(block)}超出了平面图的下边（共 ${floor.rows} 行）` })
  return faults
}

function overlap(a: HallBlock, b: HallBlock): boolean {
  const isApart =
    a.column + a.width <= b.column ||
    b.column + b.width <= a.column ||
    a.row + a.height <= b.row ||
    b.row + b.height <= a.row
  return !isApart
}

/** The windows of a hall in the order of its floors, each with its place in words. */
export function windowsOf({ floors }: HallContent): HallWindow[] {
  return floors.flatMap((floor) =>
    floor.blocks.filter(isWindow).map((block) => ({
      number: block.number ?? '',
      ...(block.name !== undefined && { name: block.name }),
      ...(block.zone !== undefined && { zone: block.zone }),
      floor: floor.name,
      where: `${floor.name}平面图${placeInWords(floor, block)}${nearWords(floor, block)}`,
    })),
  )
}

/** 一楼：窗口 3 个（1 号、2 号、3 号）；入口在下方正中，厕所在右上方. */
export function floorInWords(floor: HallFloor): string {
  const windows = floor.blocks.filter(isWindow).map(({ number = '' }) => `${number} 号`)
  const others = floor.blocks
    .filter((block) => !isWindow(block))
    .map((block) => `${blockName(block)}在${placeInWords(floor, block)}`)
  const counted = windows.length === 0 ? '没有窗口' : `窗口 ${windows.length} 个（${windows.join('、')}）`
  return `${floor.name}：${[counted, ...(others.length > 0 ? [others.join('，')] : [])].join('；')}。`
}

/** In the words of the contract. */
function titleOf(kind: HallBlock['kind']): string {
  const kinds: readonly { readonly const: string; readonly title?: string }[] = HallBlockKind.anyOf
  return kinds.find((one) => one.const === kind)?.title ?? kind
}

/** What a block is called: 3 号窗口, 电梯, or its own name. */
export function blockName({ kind, number, name }: HallBlock): string {
  if (kind === 'window') return `${number ?? ''} 号窗口`.trim()
  return name ?? titleOf(kind)
}

function isWindow({ kind }: HallBlock): boolean {
  return kind === 'window'
}

interface Point {
  readonly x: number
  readonly y: number
}

function middleOf({ column, row, width, height }: HallBlock): Point {
  return { x: column - 1 + width / 2, y: row - 1 + height / 2 }
}

function third(at: number, whole: number): 0 | 1 | 2 {
  if (at * 3 < whole) return 0
  return at * 3 > whole * 2 ? 2 : 1
}

const PLACES = [
  ['左上方', '上方正中', '右上方'],
  ['左侧中部', '正中', '右侧中部'],
  ['左下方', '下方正中', '右下方'],
] as const

function placeInWords(floor: HallFloor, block: HallBlock): string {
  const { x, y } = middleOf(block)
  return PLACES[third(y, floor.rows)][third(x, floor.columns)]
}

/** Farther away it is no landmark. */
const NEAR_CELLS = 2.5

/** ，靠近电梯: the nearest thing that is no window. */
function nearWords(floor: HallFloor, block: HallBlock): string {
  const at = middleOf(block)
  const near = floor.blocks
    .filter((one) => !isWindow(one) && one.kind !== 'waiting')
    .map((one) => ({ one, far: Math.hypot(middleOf(one).x - at.x, middleOf(one).y - at.y) }))
    .filter(({ far }) => far <= NEAR_CELLS)
    .toSorted((a, b) => a.far - b.far)[0]
  return near ? `，靠近${blockName(near.one)}` : ''
}
