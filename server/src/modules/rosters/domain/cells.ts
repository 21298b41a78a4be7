import {
  isCalendarDate,
  isCitizenId,
  isDivisionCode,
  maskCitizenId,
  maskName,
  maskPhone,
  normalizeCitizenId,
} from '../../../kernel/index.ts'
import type { FieldError } from '../../../kernel/index.ts'
import type { RosterColumn, RosterColumnType, RosterKind } from '../contract/roster-kind.ts'

/** By the key of the column; an empty cell is not there. */
export type Cells = Readonly<Record<string, string>>

/** What is known to everybody, apart from what is sealed. */
export interface SplitCells {
  readonly plain: Cells
  readonly personal: Cells
}

const LONGEST = 2_000

type Reading = { readonly value: string } | { readonly fault: string }
const fault = (words: string): Reading => ({ fault: words })

const READERS: Readonly<Record<RosterColumnType, (text: string, column: RosterColumn) => Reading>> = {
  text: (text) => (text.length > LONGEST ? fault(`最多 ${LONGEST} 个字`) : { value: text }),
  amount: readAmount,
  date: (text) => (isCalendarDate(text) ? { value: text } : fault('日期写成 2026-01-31 的样子')),
  division: (text) => {
    const code = /^\d+/.exec(text)?.[0] ?? ''
    return isDivisionCode(code) ? { value: code } : fault('写行政区划代码：6、9 或 12 位数字，名称可以写在后面')
  },
  'person-name': (text) =>
    /^[\p{Script=Han}\p{L}·.\s]{2,50}$/u.test(text) ? { value: text } : fault('写完整的姓名，2 到 50 个字'),
  'citizen-id': (text) => {
    const id = normalizeCitizenId(text)
    return isCitizenId(id) ? { value: id } : fault('公民身份号码不正确，请核对 18 位')
  },
  phone: (text) =>
    /^[\d\s()-]{7,20}(转\d{1,6})?$/.test(text) ? { value: text } : fault('写电话号码，例如 0777-6428001'),
  choice: (text, { choices = [] }) =>
    choices.includes(text) ? { value: text } : fault(`只能是：${choices.join('、')}`),
}

/** 元, to the cent, exactly: digits, never a number of the machine. */
function readAmount(text: string): Reading {
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.replace(/[,，\s]|元$/g, ''))
  if (!match) return fault('写以元为单位的数字，最多两位小数，例如 120000.50')
  return { value: `${BigInt(match[1]!)}.${(match[2] ?? '').padEnd(2, '0')}` }
}

/**
 * What somebody wrote, read column by column. A personal cell that comes back as it was shown, masked, stays as it is kept:
 * who changes the rest neither has to see it nor can lose it.
 */
export function readCells(kind: RosterKind, written: Cells, kept: Cells = {}): { cells: Cells; errors: FieldError[] } {
  const cells: Record<string, string> = {}
  const errors: FieldError[] = []
  const wrong = (key: string, message: string) => errors.push({ path: `/cells/${key}`, message })
  for (const column of kind.columns) {
    const { key, title, isRequired, isPersonal } = column
    const text = (written[key] ?? '').normalize('NFC').trim()
    const former = kept[key]
    if (isPersonal && former !== undefined && text === maskOf(column, former)) cells[key] = former
    else if (text !== '') {
      const read = READERS[column.type](text, column)
      if ('value' in read) cells[key] = read.value
      else wrong(key, `${title}：${read.fault}`)
    } else if (isRequired) wrong(key, `请填写${title}`)
  }
  return { cells, errors }
}

/** Whether a column of this kind could have been given this. */
export function isReadable(column: RosterColumn, value: string): boolean {
  return 'value' in READERS[column.type](value, column)
}

export function splitCells({ columns }: RosterKind, cells: Cells): SplitCells {
  const of = (isPersonal: boolean) =>
    Object.fromEntries(
      columns.flatMap((one) =>
        (one.isPersonal ?? false) === isPersonal && cells[one.key] !== undefined ? [[one.key, cells[one.key]!]] : [],
      ),
    )
  return { plain: of(false), personal: of(true) }
}

/** As officials see it until they say why they need more. */
export function maskOf({ type }: RosterColumn, value: string): string {
  if (type === 'person-name') return maskName(value)
  if (type === 'citizen-id') return maskCitizenId(value)
  return type === 'phone' ? maskPhone(value) : '******'
}

export function maskedCells({ columns }: RosterKind, cells: Cells): Cells {
  return Object.fromEntries(
    columns.flatMap((one) => {
      const value = cells[one.key]
      return value === undefined ? [] : [[one.key, one.isPersonal ? maskOf(one, value) : value]]
    }),
  )
}

/** 信息公开条例 art. 15: of what is personal the public reads what its kind lets through masked; a family name, so that a neighbour can tell one line from the next. */
export function publicColumns({ columns }: RosterKind): RosterColumn[] {
  return columns.filter(({ isPersonal, type, inPublic }) => {
    return !isPersonal || (inPublic ?? (type === 'person-name' ? 'masked' : 'hidden')) === 'masked'
  })
}

export function publicCells(kind: RosterKind, cells: Cells): Cells {
  const masked = maskedCells(kind, cells)
  return Object.fromEntries(
    publicColumns(kind).flatMap(({ key }) => (masked[key] === undefined ? [] : [[key, masked[key]]])),
  )
}

/** As people read it: amounts with their thousands set apart. */
export function shownCells({ columns }: RosterKind, cells: Cells): Record<string, string> {
  const amounts = new Set(columns.filter(({ type }) => type === 'amount').map(({ key }) => key))
  return Object.fromEntries(
    Object.entries(cells).map(([key, value]) => [key, amounts.has(key) ? withThousands(value) : value]),
  )
}

function withThousands(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+(?=\.))/g, ',')
}

/** Where a record belongs on the map: what its column says, or else its department's place. */
export function placeOf({ columns }: RosterKind, cells: Cells, division: string): string {
  const column = columns.find(({ type }) => type === 'division')
  return (column && cells[column.key]) ?? division
}

export function nameOf({ columns }: RosterKind, cells: Cells): string {
  return cells[columns[0]!.key] ?? ''
}

/** By which somebody's record is found: the number, and the first name in it. */
export function personOf({ columns }: RosterKind, cells: Cells): { citizenId?: string; name?: string } {
  const of = (type: RosterColumnType) => columns.find((one) => one.type === type && one.isPersonal)
  const [code, name] = [of('citizen-id'), of('person-name')].map((column) => column && cells[column.key])
  return { ...(code !== undefined && { citizenId: code }), ...(name !== undefined && { name }) }
}
