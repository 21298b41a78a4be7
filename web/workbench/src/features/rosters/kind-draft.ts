import type { RosterColumn, RosterColumnType } from '@yiwang/server/contract/rosters'
import { kindMessages as say } from './kind-messages.ts'

export const COLUMN_TYPES = Object.keys(say.types) as RosterColumnType[]

/** 栏目 as it is being written; without a key it is new. */
export interface ColumnDraft {
  readonly id: string
  readonly key?: string
  readonly title: string
  readonly type: RosterColumnType
  readonly marks: readonly Mark[]
  readonly inPublic: 'masked' | 'hidden'
  readonly choices: string
}

export type Mark = keyof typeof say.markWords

/** Of what a part can be shown without the whole. */
export const MASKABLE: readonly RosterColumnType[] = ['person-name', 'citizen-id', 'phone']

export function blankColumn(marks: readonly Mark[] = []): ColumnDraft {
  return { id: crypto.randomUUID(), title: '', type: 'text', marks, inPublic: 'hidden', choices: '' }
}

export function draftOf(column: RosterColumn): ColumnDraft {
  const { key, title, type, choices = [] } = column
  const marks = (Object.keys(say.markWords) as Mark[]).filter((mark) => column[mark])
  return { id: key, key, title, type, marks, inPublic: publicOf(column), choices: choices.join('、') }
}

/** How the public reads what is personal: a name by its family name unless it is said otherwise. */
export function publicOf({ type, inPublic }: Pick<RosterColumn, 'type' | 'inPublic'>): 'masked' | 'hidden' {
  return inPublic ?? (type === 'person-name' ? 'masked' : 'hidden')
}

/** What is sent of it: nothing that its type has no use for. */
export function saidBy({ key, title, type, marks, inPublic, choices }: ColumnDraft) {
  const isPersonal = marks.includes('isPersonal')
  const offered = choices.split(/[、,，\n]/).flatMap((one) => one.trim() || [])
  return {
    ...(key !== undefined && { key }),
    ...{ title: title.trim(), type },
    ...(marks.includes('isRequired') && { isRequired: true }),
    ...(isPersonal && { isPersonal, inPublic: MASKABLE.includes(type) ? inPublic : ('hidden' as const) }),
    ...(marks.includes('isLong') && type === 'text' && { isLong: true }),
    ...(type === 'choice' && { choices: offered }),
  }
}
