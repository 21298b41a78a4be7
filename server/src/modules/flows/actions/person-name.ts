import { maskName } from '../../../kernel/citizen-id.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

const COLUMN = 'flows.person_name'

export const sealedNames: readonly SealedTable[] = [
  { table: 'flows.instances', columns: { person_name: COLUMN } },
  { table: 'flows.tasks', columns: { person_name: COLUMN } },
]

interface Named {
  readonly personName?: string
  readonly personKind?: 'person' | 'organization'
}

/** Whether it is an organization's is sealed with it: a lone letter before the name. */
export function sealPersonName(ctx: Context, { personName, personKind }: Named): Buffer | undefined {
  if (personName === undefined) return undefined
  return ctx.vault.seal(`${personKind === 'organization' ? 'o' : 'p'}${personName}`, COLUMN)
}

export function openPersonName(ctx: Context, sealed: Buffer | undefined): { personName?: string } {
  if (!sealed) return {}
  const text = ctx.vault.open(sealed, COLUMN)
  const name = text.slice(1)
  return { personName: text.startsWith('o') ? name : maskName(name) }
}
