import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { INSTALLATION } from '../../../kernel/public-id.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { GetTemplate, ListTemplates, TemplateRow } from '../contract/manage-templates.ts'
import { documentsProblems } from '../contract/problems.ts'
import { KINDS, shippedTemplate } from '../domain/templates.ts'
import * as templateStore from '../store/template-store.ts'

/** 文书模板: the kinds of documents in their order, then what is published beside them. */
export async function listTemplates(ctx: Context): Promise<OutputOf<typeof ListTemplates>> {
  const rows = new Map<string, TemplateRow>(
    KINDS.map(({ kind, name }) => [kind, { templateId: kind, kind, name, versions: [] }]),
  )
  for (const found of await templateStore.listVersions(ctx.tx, ctx.actor.jurisdiction)) {
    const { id: templateId, kind, name, jurisdiction, version, publishedAt } = found
    const row = rows.get(templateId) ?? { templateId, kind, name, versions: [] }
    rows.set(templateId, row)
    if (row.versions.length === 0) row.name = name
    row.versions.push({ jurisdiction, version, publishedAt: publishedAt.toISOString() })
  }
  for (const { kind } of KINDS) rows.get(kind)!.versions.push({ version: shippedTemplate(kind)!.version })
  return { kinds: [...KINDS], templates: [...rows.values()] }
}

/** A version that may be used here. @throws documents/template-unknown */
export async function getTemplate(
  ctx: Context,
  { templateId: id, version, jurisdiction }: InputOf<typeof GetTemplate>,
): Promise<OutputOf<typeof GetTemplate>> {
  const found = jurisdiction === undefined ? shippedTemplate(id) : await findOwn(ctx, { jurisdiction, id, version })
  if (!found || found.version !== version) throw problem(documentsProblems['template-unknown'], { template: id })
  return { kind: found.kind, name: found.name, blocks: found.blocks }
}

function findOwn(ctx: Context, key: templateStore.TemplateKey) {
  const isUsable = key.jurisdiction === INSTALLATION || key.jurisdiction === ctx.actor.jurisdiction
  return isUsable ? templateStore.findVersion(ctx.tx, key) : undefined
}
