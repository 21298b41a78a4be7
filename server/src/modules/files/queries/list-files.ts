import type { Context } from '../../../platform/act/index.ts'
import type { FileView } from '../contract/file.ts'
import * as fileStore from '../store/file-store.ts'
import { presentFile } from './present-file.ts'

/** All files of a subject, in the order in which they came; the caller has decided that the subject may be read. */
export async function listFilesOf(ctx: Context, subject: string): Promise<FileView[]> {
  return (await fileStore.filesOf(ctx, subject)).map(presentFile)
}
