import type { ActDeps, Context } from '../../../platform/act/index.ts'
import type { ExportableList } from '../../../platform/module/index.ts'
import type { FilesApi } from '../../files/index.ts'
import type { IdentityApi } from '../../identity/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'

export interface ExportsDeps {
  readonly act: ActDeps
  readonly organizations: OrganizationsApi
  readonly identity: IdentityApi
  readonly files: FilesApi
  /** The lists of all modules; known only once all modules are made. */
  readonly lists: () => readonly ExportableList[]
}

export type ExportsContext = Context & ExportsDeps
