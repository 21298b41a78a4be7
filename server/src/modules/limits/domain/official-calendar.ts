import shipped from '../../../../../data/holidays/cn-holidays.json' with { type: 'json' }
import { type CalendarDate, isCalendarDate, yearOf } from '../../../kernel/calendar-date.ts'
import { isDivisionCode } from '../../../kernel/division-code.ts'
import { problem } from '../../../kernel/problem.ts'
import { limitsProblems } from '../contract/problems.ts'

/** A day that departs from the plain week: off, or a make-up workday. */
export interface OfficialDay {
  readonly date: CalendarDate
  readonly name: string
  readonly isOffDay: boolean
}

/** 国务院办公厅关于节假日安排的通知, one year of it. Without `papers` the year has not been announced. */
export interface OfficialYear {
  readonly year: number
  readonly papers: readonly string[]
  readonly days: readonly OfficialDay[]
}

/** 地方性放假或闭厅: a day off (or a make-up workday) in one division and all below it, on a legal basis of its own. */
export interface LocalDay extends OfficialDay {
  readonly division: string
  readonly basis: string
}

/** What the product ships: 2007–2026. */
export const SHIPPED_YEARS: readonly OfficialYear[] = splitYears(shipped)

/** Imported years stand before shipped ones, year by year. */
export function withImported(imported: readonly OfficialYear[]): OfficialYear[] {
  const replaced = new Set(imported.map((year) => year.year))
  return [...SHIPPED_YEARS.filter((year) => !replaced.has(year.year)), ...imported].sort((a, b) => a.year - b.year)
}

/**
 * Reads a year of holiday-cn (`{ year, papers, days }`) or a file of several (`{ years, days }`).
 * @throws limits/calendar-malformed, limits/calendar-not-announced
 */
export function parseCalendar(text: string): OfficialYear[] {
  const file = parseJson(text)
  if (!isRecord(file)) throw malformed('文件的最外层应是一个对象')
  const years = Array.isArray(file['years']) ? file['years'] : [{ year: file['year'], papers: file['papers'] }]
  const days = readDays(file['days'])
  const parsed = splitYears({ years: years.map(readYear), days })
  const placed = parsed.reduce((sum, year) => sum + year.days.length, 0)
  if (placed !== days.length) throw malformed(`有${days.length - placed}个日期不属于文件所列的年份`)
  const announced = parsed.filter((year) => year.papers.length > 0 && year.days.length > 0)
  if (announced.length === 0) {
    throw problem(limitsProblems['calendar-not-announced'], { years: parsed.map((year) => String(year.year)) })
  }
  for (const year of announced) assertWhole(year)
  return announced
}

/** 全国年节及纪念日放假办法, since 2008: every notice arranges all seven. */
const FESTIVALS: readonly (readonly string[])[] = [
  ['元旦'],
  ['春节'],
  ['清明'],
  ['劳动', '五一'],
  ['端午'],
  ['中秋'],
  ['国庆', '十一'],
]

/** The festivals that a year says nothing of: a sign that the file is cut short, or not what it claims to be. */
export function missingFestivals({ days }: OfficialYear): string[] {
  return FESTIVALS.filter((names) => !days.some((day) => names.some((name) => day.name.includes(name)))).map(
    ([name]) => name!,
  )
}

/**
 * Reads divisions' own days: a list of `{ division, date, name, isOffDay, basis }`.
 * @throws limits/calendar-malformed, limits/unknown-division, limits/no-legal-basis
 */
export function parseLocalDays(text: string): LocalDay[] {
  const list = parseJson(text)
  const days = readDays(list)
  return (list as Record<string, unknown>[]).map(({ division, basis }, index) => {
    if (typeof division !== 'string' || !isDivisionCode(division)) {
      throw problem(limitsProblems['unknown-division'], { division: String(division ?? '') })
    }
    if (typeof basis !== 'string' || basis.trim() === '') throw problem(limitsProblems['no-legal-basis'])
    return { ...days[index]!, division, basis: basis.trim() }
  })
}

interface CalendarFile {
  readonly years: readonly { readonly year: number; readonly papers: readonly string[] }[]
  readonly days: readonly { readonly date: string; readonly name: string; readonly isOffDay: boolean }[]
}

/** A day belongs to the notice of its year; the December days of a year without a notice belong to the next one's. */
function splitYears(file: CalendarFile): OfficialYear[] {
  const known = new Set(file.years.map((year) => year.year))
  const homeOf = (date: CalendarDate) => (known.has(yearOf(date)) ? yearOf(date) : yearOf(date) + 1)
  const days = file.days.map((day) => ({ ...day, date: day.date as CalendarDate }))
  return file.years.map(({ year, papers }) => ({ year, papers, days: days.filter((day) => homeOf(day.date) === year) }))
}

function readYear(value: unknown): { year: number; papers: string[] } {
  if (!isRecord(value)) throw malformed('years 中的每一项应是一个对象')
  const { year, papers } = value
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1991 || year > 2098) {
    throw malformed('year 应是1991至2098之间的整数')
  }
  if (!Array.isArray(papers) || !papers.every((paper) => typeof paper === 'string')) {
    throw malformed(`${year}年的 papers 应是网址列表`)
  }
  return { year, papers }
}

function readDays(value: unknown): OfficialDay[] {
  if (!Array.isArray(value)) throw malformed('缺少日期列表')
  return value.map((day: unknown, index) => {
    if (!isRecord(day)) throw malformed(`第${index + 1}个日期应是一个对象`)
    const { date, name, isOffDay } = day
    if (typeof date !== 'string' || !isCalendarDate(date)) throw malformed(`第${index + 1}个日期的 date 不是有效日期`)
    if (typeof name !== 'string' || name.trim() === '' || name.length > 60) {
      throw malformed(`第${index + 1}个日期（${date}）缺少节日名称 name`)
    }
    if (typeof isOffDay !== 'boolean') throw malformed(`第${index + 1}个日期（${date}）的 isOffDay 应是 true 或 false`)
    return { date, name: name.trim(), isOffDay }
  })
}

function assertWhole({ year, days }: OfficialYear): void {
  const seen = new Set<CalendarDate>()
  for (const { date } of days) {
    if (seen.has(date)) throw malformed(`日期 ${date} 出现了两次`)
    seen.add(date)
    if (date < `${year - 1}-12-01` || date > `${year}-12-31`) throw malformed(`日期 ${date} 不属于${year}年的放假安排`)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw malformed(`不是有效的 JSON（${error instanceof Error ? error.message : String(error)}）`)
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(reason: string): Error {
  return problem(limitsProblems['calendar-malformed'], { reason })
}
