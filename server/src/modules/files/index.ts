import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { ProofDesk } from '../identity/index.ts'
import type { MalwareScanner } from '../../platform/scanning/index.ts'
import { downloadFile, openContent } from './actions/download-file.ts'
import { eraseFiles, eraseFilesOf } from './actions/erase-files.ts'
import type { EraseFiles } from './actions/erase-files.ts'
import { linkFile } from './actions/link-file.ts'
import { createProofDesk } from './actions/proof-desk.ts'
import { stageFile, storeFile } from './actions/store-file.ts'
import * as filesEvents from './contract/events.ts'
import { filesPermits, filesProblems } from './contract/index.ts'
import type { FilePurpose, FileView, StagedFile } from './contract/index.ts'
import { fileRoutes } from './http/file.routes.ts'
import { removeContentJob } from './jobs/remove-content.ts'
import { holdings } from './queries/holdings.ts'
import { getStoredFile } from './queries/get-file.ts'
import { listFilesOf } from './queries/list-files.ts'
import { createBlobStore } from './store/blob-store.ts'
import type { FileLink } from './store/file-store.ts'
import { sealed } from './store/file-store.ts'

/** 文件: contents by digest, records of who stored them, links that say who may read them. */
export interface FilesApi {
  /** Takes the bytes in, outside any transaction; {@link FilesApi.store} then records them. */
  stage(incoming: IncomingContent): Promise<StagedFile>
  store(ctx: Context, staged: StagedFile, owner: { jurisdiction: string; accountId?: string }): Promise<FileView>
  link(ctx: Context, link: FileLink): Promise<void>
  get(ctx: Context, fileId: string): Promise<FileView>
  listFor(ctx: Context, subject: string): Promise<FileView[]>
  /** Name and content of what belongs to a subject, for a caller that has decided that they may be erased. @returns how many */
  erase(ctx: Context, input: EraseFiles): Promise<number>
  /** Name and content of all that an account uploaded. @returns how many */
  eraseOwned(ctx: Context, accountId: string): Promise<number>
  /** The content, for a caller that has decided that it may be read. */
  open(ctx: Context, fileId: string): Promise<AsyncIterable<Uint8Array>>
  readonly proofDesk: ProofDesk
  /** The content as an answer, under the actor's own permits; leaves an access entry. */
  download(ctx: Context, input: { fileId: string; save?: boolean }): ReturnType<typeof downloadFile>
}

export interface IncomingContent {
  readonly stream: AsyncIterable<Uint8Array>
  readonly fileName: string
  readonly purpose: FilePurpose
}

const HOUR_MS = 3_600_000

export function createFiles(deps: { filesUrl: string; scanner?: MalwareScanner }): ModuleParts<FilesApi> {
  const blobs = createBlobStore(deps.filesUrl)
  const storage = { blobs, ...(deps.scanner && { scanner: deps.scanner }) }
  return {
    api: {
      stage: (incoming) => stageFile(storage, incoming),
      store: storeFile,
      link: linkFile,
      get: getStoredFile,
      listFor: listFilesOf,
      erase: eraseFiles,
      eraseOwned: eraseFilesOf,
      open: async (ctx, fileId) => openContent(blobs, (await getStoredFile(ctx, fileId)).sha256),
      proofDesk: createProofDesk(storage),
      download: (ctx, input) => downloadFile({ ...ctx, ...storage }, input),
    },
    routes: bindRoutes(fileRoutes, storage),
    permits: Object.values(filesPermits),
    events: Object.values(filesEvents),
    sealed: [sealed],
    holdings,
    problems: Object.values(filesProblems),
    jobs: [removeContentJob({ blobs })],
    timers: [
      {
        name: 'files/sweep-staging',
        cron: '17 19 * * *',
        work: async () => void (await blobs.sweep(new Date(Date.now() - 24 * HOUR_MS))),
      },
    ],
  }
}
