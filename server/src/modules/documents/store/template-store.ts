import type { Selectable } from 'kysely'
import { INSTALLATION } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { TemplateBlock } from '../contract/template.ts'
import type { OwnTemplate } from '../domain/templates.ts'
import type { DocumentsTables, Templates } from './tables.ts'

export interface TemplateKey {
  readonly jurisdiction: string
  readonly id: string
  readonly version: number
}

/** What is kept of a version: its blocks byte for byte. */
export interface StoredTemplate extends TemplateKey {
  readonly kind: string
  readonly name: string
  readonly blocks: string
  readonly digest: string
}

export async function findVersion(tx: Tx, key: TemplateKey): Promise<OwnTemplate | undefined> {
  const row = await tablesOf<DocumentsTables>(tx)
    .selectFrom('documents.templates')
    .select(['jurisdiction', 'id', 'version', 'kind', 'name', 'blocks'])
    .where('jurisdiction', '=', key.jurisdiction)
    .where('id', '=', key.id)
    .where('version', '=', key.version)
    .executeTakeFirst()
  return row && opened(row)
}

/** The newest of the jurisdiction's own, else of those for everybody. */
export async function findUsable(tx: Tx, jurisdiction: string, id: string): Promise<OwnTemplate | undefined> {
  const row = await tablesOf<DocumentsTables>(tx)
    .selectFrom('documents.templates')
    .select(['jurisdiction', 'id', 'version', 'kind', 'name', 'blocks'])
    .where('jurisdiction', 'in', [jurisdiction, INSTALLATION])
    .where('id', '=', id)
    .orderBy((eb) => eb.case().when('jurisdiction', '=', INSTALLATION).then(1).else(0).end())
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && opened(row)
}

/** All versions that the jurisdiction may use: its own before everybody's, newest first; without their blocks. */
export async function listVersions(tx: Tx, jurisdiction: string) {
  const rows = await tablesOf<DocumentsTables>(tx)
    .selectFrom('documents.templates')
    .select(['jurisdiction', 'id', 'version', 'kind', 'name', 'digest', 'published_at'])
    .where('jurisdiction', 'in', [jurisdiction, INSTALLATION])
    .orderBy('id')
    .orderBy((eb) => eb.case().when('jurisdiction', '=', INSTALLATION).then(1).else(0).end())
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ published_at: publishedAt, ...row }) => ({ ...row, publishedAt }))
}

/** @returns false when this version is there already */
export async function insertTemplate(
  tx: Tx,
  template: StoredTemplate,
  by: { at: Date; accountId: string | undefined },
): Promise<boolean> {
  const result = await tablesOf<DocumentsTables>(tx)
    .insertInto('documents.templates')
    .values({ ...template, published_at: by.at, published_by: by.accountId ?? null })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'id', 'version']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

function opened({ blocks, ...row }: Pick<Selectable<Templates>, keyof OwnTemplate & keyof Templates>): OwnTemplate {
  return { ...row, blocks: JSON.parse(blocks) as TemplateBlock[] }
}
