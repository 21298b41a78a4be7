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
  /**
   * 更正 (个人信息保护法 art. 46): which facts are really changed, each by what its module does. What is not among them is never
   * rewritten: a note stands beside it.
   */
  readonly correct?: Readonly<Record<string, (ctx: Context, correction: Correction) => Promise<void>>>
  /** 删除 (个人信息保护法 art. 47) of one thing. Absent: it goes with what it belongs to, or by its own rule, and nobody's word hastens it. */
  readonly erase?: {
    /** Why it may not be, in words. */
    readonly hindrance: (ctx: Context, asked: ErasureAsked) => Promise<string | undefined>
    readonly erase: (ctx: Context, asked: ErasureAsked) => Promise<void>
    /** 限制处理 (the same, last sentence): nothing but keeping it safe, where a law has it kept. @returns whether there was anything to restrict */
    readonly restrict: (ctx: Context, asked: ErasureAsked) => Promise<boolean>
  }
  /** Whose thing it is that somebody asks about, where it does not stand under the account alone. */
  readonly isOf?: (ctx: Context, thing: string, of: Omit<DataSubject, 'things'>) => Promise<boolean>
  /** All that it holds of the person, the newest first. The caller has decided that it may be read. */
  readonly list: (ctx: Context, of: DataSubject) => Promise<readonly HeldThing[]>
}

/** What a fact of a person should be. Whoever calls has verified it and may change it. */
export interface Correction {
  readonly accountId: string
  readonly value: string
  /** The case in which it was asked for and granted. */
  readonly caseId: string
}

/** A thing that somebody asked to have erased, in a case of their own. */
export interface ErasureAsked {
  readonly thing: string
  readonly caseId: string
}

/** 更正说明: what stands beside something that is not rewritten. */
export interface CorrectionNote {
  readonly text: string
  readonly notedAt: Date
}

/** Where notes stand: each beside a thing, by its id. */
export interface NotesBeside {
  list(ctx: Context, thing: string): Promise<readonly CorrectionNote[]>
  /** For a caller that has decided that what it stands beside may be erased. */
  erase(ctx: Context, thing: string): Promise<void>
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
