import { route } from '../../../platform/http/index.ts'
import { cancelLicence } from '../actions/cancel-licence.ts'
import { resumeLicence } from '../actions/resume-licence.ts'
import { revokeLicence } from '../actions/revoke-licence.ts'
import { suspendLicence } from '../actions/suspend-licence.ts'
import {
  CancelLicence,
  GetLicence,
  ListLicences,
  ListMyLicences,
  ResumeLicence,
  RevokeLicence,
  SuspendLicence,
  VerifyLicence,
} from '../contract/index.ts'
import { getLicence } from '../queries/get-licence.ts'
import { listLicences, listMyLicences } from '../queries/list-licences.ts'
import { verifyLicence } from '../queries/verify-licence.ts'

export const licenceRoutes = [
  route(VerifyLicence, { permit: 'public', run: verifyLicence, perMinute: 60 }),
  route(ListMyLicences, { permit: 'signed-in', run: listMyLicences }),
  route(ListLicences, { permit: 'licences.read', run: listLicences }),
  route(GetLicence, { permit: 'licences.read', run: getLicence }),
  route(SuspendLicence, { permit: 'licences.revoke', run: suspendLicence }),
  route(ResumeLicence, { permit: 'licences.revoke', run: resumeLicence }),
  route(RevokeLicence, { permit: 'licences.revoke', run: revokeLicence }),
  route(CancelLicence, { permit: 'licences.cancel', run: cancelLicence }),
]
