import type { LimitView } from '@yiwang/server/contract/limits'
import { ClockRibbon, type RibbonLevel } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import styles from './case-row.module.css'
import { LevelTag } from './level-tag.tsx'
import { mainLimit } from './main-limit.ts'
import { sharedMessages as say } from './messages.ts'
import { useToday } from './today.ts'

export interface CaseRowProps {
  to: string
  level?: RibbonLevel | undefined
  title: string
  number: string
  /** whom it concerns, covered where it is a person */
  person?: string | undefined
  /** step, state or kind: one short word */
  word: string
  aside?: ReactNode
  limits: readonly LimitView[]
}

/** One row of 40 px: how urgent, what, which, the clock, whose. The whole row is the link. */
export function CaseRow({ to, level, title, number, person, word, aside, limits }: CaseRowProps) {
  const today = useToday()
  const clock = mainLimit(limits)
  const shown = level ?? clock?.limit.level
  return (
    <li className={styles.row} data-level={shown}>
      <span className={styles.level}>
        {shown && <LevelTag level={shown}>{levelWord(shown, clock?.limit)}</LevelTag>}
      </span>
      <Link to={to} className={styles.link} data-row title={`${title} ${number}`}>
        <span className={styles.title}>{title}</span>
        <span className={styles.number}>{shortNumber(number)}</span>
        {person !== undefined && <span className={styles.person}>{person}</span>}
      </Link>
      <span className={styles.word}>{word}</span>
      <span className={styles.ribbon}>
        {clock && <ClockRibbon limit={clock.limit} law={clock.law} today={today} size="row" />}
      </span>
      <span className={styles.aside}>{aside}</span>
    </li>
  )
}

/** A case number has 43 characters, most of them the item's code: its ends tell cases apart. */
function shortNumber(number: string): string {
  return number.length <= 20 ? number : `${number.slice(0, 6)}…${number.slice(-10)}`
}

function levelWord(level: RibbonLevel, limit: LimitView | undefined): string {
  if ((level === 'red' || level === 'yellow') && limit !== undefined && limit.overdueWorkdays > 0) {
    return say.overdueBy(limit.overdueWorkdays)
  }
  return say.levels[level]
}
