import { join } from 'node:path'
import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { FilesApi } from '../files/index.ts'
import type { OrganizationsApi } from '../organizations/index.ts'
import { eraseDocuments } from './actions/erase-documents.ts'
import { issueDocument } from './actions/issue-document.ts'
import type { IssueDocument } from './actions/issue-document.ts'
import { keepNumberFormat } from './actions/set-number-format.ts'
import * as documentsEvents from './contract/events.ts'
import { documentsPermits, documentsProblems } from './contract/index.ts'
import type { DocumentView } from './contract/index.ts'
import { documentRoutes } from './http/document.routes.ts'
import { templateRoutes } from './http/template.routes.ts'
import { createRenderDocumentJob } from './jobs/render-document.ts'
import { typesetPrint } from './press/print.ts'
import type { Print } from './press/print.ts'
import { createSheetRenderer } from './press/render-sheet.ts'
import { createFileSealKeys } from './press/seal-keys.ts'
import { holdings } from './queries/holdings.ts'
import { listDocumentsOf } from './queries/list-documents.ts'
import { usableTemplates } from './queries/usable-templates.ts'
import type { TemplateChoice } from './queries/usable-templates.ts'
import { sealed } from './store/document-store.ts'

/** 文书: issued from templates with their acts, numbered without gaps, sealed, signed and verifiable. */
export interface DocumentsApi {
  issue(ctx: Context, input: IssueDocument): Promise<DocumentView>
  listFor(ctx: Context, subject: string): Promise<DocumentView[]>
  /** What an item of the jurisdiction may name: the newest of each template. */
  usableTemplates(ctx: Context, jurisdiction: string): Promise<TemplateChoice[]>
  /** What is printed and is no document: it has no number, no seal, and is kept nowhere. */
  typeset(print: Print): Promise<Uint8Array>
  /** What the documents of a subject say, for a caller that has decided that it may be erased. */
  erase(ctx: Context, subject: string): Promise<void>
  /** 机关代字 of an organization, for the seed. */
  setNumberFormat(ctx: Context, input: { organizationId: string; format: string }): Promise<unknown>
}

export interface DocumentsDeps {
  readonly organizations: OrganizationsApi
  readonly files: FilesApi
  readonly publicUrl: string
  readonly dataDir: string
  /** Make the seals' certificates that are missing, under a root of our own. */
  readonly generateSeals: boolean
}

export function createDocuments(deps: DocumentsDeps): ModuleParts<DocumentsApi> {
  const { organizations, files, publicUrl } = deps
  const sealKeys = createFileSealKeys({
    folder: join(deps.dataDir, 'keys', 'seals'),
    generate: deps.generateSeals,
  })
  const renderer = createSheetRenderer()
  return {
    api: {
      issue: (ctx, input) => issueDocument({ ...ctx, organizations, publicUrl }, input),
      listFor: listDocumentsOf,
      usableTemplates,
      typeset: (print) => typesetPrint(renderer, print),
      erase: (ctx, subject) => eraseDocuments({ ...ctx, files }, subject),
      setNumberFormat: keepNumberFormat,
    },
    routes: [
      ...bindRoutes(documentRoutes, { organizations, files, publicUrl }),
      ...bindRoutes(templateRoutes, { renderer }),
    ],
    permits: Object.values(documentsPermits),
    events: Object.values(documentsEvents),
    sealed: [sealed],
    holdings,
    problems: Object.values(documentsProblems),
    jobs: [createRenderDocumentJob({ files, sealKeys, renderer })],
  }
}
