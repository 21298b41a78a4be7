import { route } from '../../../platform/http/index.ts'
import { abolishItem } from '../actions/abolish-item.ts'
import { importUploadedCatalogue } from '../actions/import-uploaded-catalogue.ts'
import { resumeItem } from '../actions/resume-item.ts'
import { suspendItem } from '../actions/suspend-item.ts'
import {
  AbolishItem,
  GetItemAdmin,
  ImportCatalogue,
  ResumeItem,
  SuspendItem,
  cataloguePermits,
} from '../contract/index.ts'
import { getItemAdmin } from '../queries/present-item-admin.ts'

const permit = cataloguePermits.manage.name

export const adminRoutes = [
  route(ImportCatalogue, { permit, run: importUploadedCatalogue }),
  route(GetItemAdmin, { permit, run: getItemAdmin }),
  route(SuspendItem, { permit, run: suspendItem }),
  route(ResumeItem, { permit, run: resumeItem }),
  route(AbolishItem, { permit, run: abolishItem }),
]
