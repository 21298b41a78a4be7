import { chineseDate, todayIn } from '../../kernel/index.ts'
import type { Context } from '../act/index.ts'

/** 个人信息主体: whose personal data is asked for. */
export interface DataSubject {
  readonly accountId: string
  /** Only where the name is proved: a number that was merely stated opens nobody's papers. */
  readonly citizenId?: string
  /** Ids of what was found of the person before: their cases, licences, mandates. */
  readonly things: readonly string[]
}

/** One thing that is held of a person, in words that the person understands. */
export interface HeldThing {
  readonly id: string
  readonly title: string
  /** When it came about, as an instant. */
  readonly at?: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  /** `inCopyOnly`: of a thing that is no account's, so that no page of the person opens it. */
  readonly files?: readonly { readonly fileId: string; readonly fileName: string; readonly inCopyOnly?: boolean }[]
  /** The last day on which it must be kept, and the rule that says so. */
  readonly keptUntil?: { readonly on: string; readonly basis: string }
}

/**
 * 保有的个人信息: what a module keeps of people, by kind (个人信息保护法 art. 17, 44, 45). Whoever adds a sealed column or a column
 * with an account in it declares it in one of these (a test says so): else a person who asks is not shown it.
 */
export interface PersonalHolding {
  /** `module/kind`. */
  readonly name: string
  readonly title: string
  /** 处理目的. */
  readonly purpose: string
  /** 处理的合法性基础: the law that lets it be held. */
  readonly basis: string
  /** From where it came. */
  readonly source: string
  /** 保存期限, or the rule that gives it. */
  readonly keptFor: string
  /** What of it is not shown, and why. */
  readonly withheld?: string
  /** Its tables, with the columns that say something of a person. */
  readonly tables: Readonly<Record<string, readonly string[]>>
  /** What hangs on things of modules to its right: asked after them, with their ids. */
  readonly followsThings?: true
  /** All that it holds of the person, the newest first. The caller has decided that it may be read. */
  readonly list: (ctx: Context, of: DataSubject) => Promise<readonly HeldThing[]>
}

/** Facts without those that nothing is known of. */
export function factsOf(facts: Readonly<Record<string, string | number | undefined>>): HeldThing['facts'] {
  return Object.entries(facts).flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [{ label, value: String(value) }],
  )
}

/** A day by Beijing time, in words. */
export function dayOf(instant: Date | undefined): string | undefined {
  return instant && chineseDate(todayIn(instant))
}
