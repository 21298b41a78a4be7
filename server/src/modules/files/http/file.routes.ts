import { route } from '../../../platform/http/index.ts'
import { jurisdictionOf, principalOf } from '../../../kernel/index.ts'
import { downloadFile } from '../actions/download-file.ts'
import { stageFile, storeFile } from '../actions/store-file.ts'
import type { FilesContext } from '../actions/store-file.ts'
import { DownloadFile, GetFile, UploadFile } from '../contract/index.ts'
import type { StagedFile } from '../contract/index.ts'
import { getFile } from '../queries/get-file.ts'

export const fileRoutes = [
  route<typeof UploadFile, FilesContext, StagedFile>(UploadFile, {
    permit: 'signed-in',
    prepare: (work, input, _request, file) => stageFile(work, { ...file, purpose: input.purpose }),
    run: (ctx, input, _file, _request, staged) =>
      storeFile(ctx, staged, {
        jurisdiction: input.division === undefined ? ctx.actor.jurisdiction : jurisdictionOf(input.division),
        accountId: principalOf(ctx.actor),
      }),
  }),
  route(GetFile, { permit: 'signed-in', run: getFile }),
  route(DownloadFile, { permit: 'signed-in', records: true, run: downloadFile }),
]
