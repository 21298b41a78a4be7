import { problem } from '../../../kernel/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { documentsProblems } from '../contract/problems.ts'
import type { IssuedDocument } from '../domain/document.ts'
import { KINDS, shippedTemplate, templateOf } from '../domain/templates.ts'
import type { DocumentKind } from '../contract/template.ts'
import type { UsableTemplate } from '../domain/templates.ts'
import * as templateStore from '../store/template-store.ts'

/**
 * What a document of this template is made with now: the newest of the jurisdiction's own, else of those for everybody, else the
 * product's. @throws documents/template-missing
 */
export async function usableTemplate(tx: Tx, jurisdiction: string, id: string): Promise<UsableTemplate> {
  const own = await templateStore.findUsable(tx, jurisdiction, id)
  const found = own ? templateOf(own) : shippedTemplate(id)
  if (!found) throw problem(documentsProblems['template-missing'], { template: id })
  return found
}

/** The one that a document was made with, whatever was published since. */
export async function templateOfDocument(tx: Tx, document: IssuedDocument): Promise<UsableTemplate> {
  const { template: id, templateVersion: version, templateJurisdiction: jurisdiction } = document
  const own =
    jurisdiction === undefined ? undefined : await templateStore.findVersion(tx, { jurisdiction, id, version })
  const found = own ? templateOf(own) : shippedTemplate(id)
  if (!found) throw new Error(`no document template “${id}” version ${version}`)
  return found
}

export interface TemplateChoice {
  readonly templateId: string
  readonly kind: string
  readonly name: string
  readonly version: number
  /** Set where steps of a flow issue it: to the applicant, or for the file. */
  readonly step?: DocumentKind['step']
}

/** What an item of the jurisdiction may name. */
export async function usableTemplates(ctx: Context, jurisdiction: string): Promise<TemplateChoice[]> {
  const choices = new Map<string, TemplateChoice>()
  for (const { id: templateId, kind, name, version } of await templateStore.listVersions(ctx.tx, jurisdiction))
    if (!choices.has(templateId)) choices.set(templateId, { templateId, kind, name, version, ...stepOf(kind) })
  for (const { kind, name } of KINDS) {
    const { version } = shippedTemplate(kind)!
    if (!choices.has(kind)) choices.set(kind, { templateId: kind, kind, name, version, ...stepOf(kind) })
  }
  return [...choices.values()]
}

function stepOf(kind: string): Pick<TemplateChoice, 'step'> {
  const step = shippedTemplate(kind)?.step
  return step === undefined ? {} : { step }
}
