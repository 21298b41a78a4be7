import { createHash } from 'node:crypto'
import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { TemplatePublished } from '../contract/events.ts'
import type { PublishTemplate, TemplateProblem } from '../contract/manage-templates.ts'
import { documentsProblems } from '../contract/problems.ts'
import { checkTemplate } from '../domain/check-template.ts'
import { shippedTemplate } from '../domain/templates.ts'
import type { UsableTemplate } from '../domain/templates.ts'
import * as templateStore from '../store/template-store.ts'

const MOST_BYTES = 131_072

/**
 * 发布文书模板: the next version in the jurisdiction of whoever publishes it, immutable from now on. With problems nothing is
 * published; its newest version again is no new one.
 */
export async function publishTemplate(
  ctx: Context,
  input: InputOf<typeof PublishTemplate>,
): Promise<OutputOf<typeof PublishTemplate>> {
  const { templateId: id, kind, name } = input
  const kindOf = requireKind(kind)
  const blocks = JSON.stringify(input.blocks)
  const known = (await templateStore.listVersions(ctx.tx, ctx.actor.jurisdiction)).filter((one) => one.id === id)
  const problems = [
    ...checkTemplate(kindOf, input.blocks),
    ...checkPlace({ id, kind, bytes: Buffer.byteLength(blocks) }, known[0]?.kind ?? shippedTemplate(id)?.kind),
  ]
  if (problems.length > 0) {
    ctx.nothingChanged()
    return { problems }
  }
  const { jurisdiction } = ctx.actor
  const digest = createHash('sha256').update(blocks).digest('hex')
  const newest = known.find((one) => one.jurisdiction === jurisdiction)
  if (newest?.digest === digest && newest.name === name) {
    ctx.nothingChanged()
    return { version: newest.version, problems }
  }
  const version = Math.max(shippedTemplate(id)?.version ?? 0, ...known.map((one) => one.version)) + 1
  const template = { jurisdiction, id, version, kind, name, blocks, digest }
  if (!(await templateStore.insertTemplate(ctx.tx, template, { at: ctx.now, accountId: ctx.actor.accountId })))
    throw problem(documentsProblems['template-immutable'], { template: id, version })
  ctx.emit(TemplatePublished.of({ jurisdiction, templateId: id, templateVersion: version, kind, name, digest }))
  return { version, problems }
}

/** @throws documents/kind-unknown */
export function requireKind(kind: string): UsableTemplate {
  const found = shippedTemplate(kind)
  if (!found) throw problem(documentsProblems['kind-unknown'], { kind })
  return found
}

/** An id stays of one kind: items name it for that, and what is published under it takes the place of what was. */
function checkPlace(
  { id, kind, bytes }: { id: string; kind: string; bytes: number },
  before: string | undefined,
): TemplateProblem[] {
  const found: TemplateProblem[] = []
  if (bytes > MOST_BYTES) found.push({ rule: 'size', message: '模板的文字超过 128 KB，请简化。' })
  if (before !== undefined && before !== kind) {
    const message = `标识“${id}”已经是“${requireKind(before).name}”的模板，请换一个标识。`
    found.push({ rule: 'kind', message })
  }
  return found
}
