import { route } from '../../../platform/http/index.ts'
import { downloadDocument } from '../actions/download-document.ts'
import { setNumberFormat } from '../actions/set-number-format.ts'
import { DownloadDocument, SetNumberFormat, VerifyDocument } from '../contract/index.ts'
import { verifyDocument } from '../queries/verify-document.ts'

export const documentRoutes = [
  route(VerifyDocument, { permit: 'public', run: verifyDocument, perMinute: 60 }),
  route(DownloadDocument, { permit: 'signed-in', run: downloadDocument, records: true }),
  route(SetNumberFormat, { permit: 'documents.setNumberFormat', run: setNumberFormat }),
]
