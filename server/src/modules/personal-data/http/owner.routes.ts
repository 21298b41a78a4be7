import { route } from '../../../platform/http/index.ts'
import { askPackage } from '../actions/ask-package.ts'
import { downloadPackage, takePackage } from '../actions/take-package.ts'
import { AskPackage, DownloadPackage, GetMyPersonalData, TakePackage } from '../contract/index.ts'
import { getMyPersonalData } from '../queries/get-my-personal-data.ts'

/** It opens all that is held of one: dear, and of no use twice a second. */
const LOOKS_PER_MINUTE = 60

export const ownerRoutes = [
  route(GetMyPersonalData, { permit: 'signed-in', perMinute: LOOKS_PER_MINUTE, run: getMyPersonalData }),
  route(AskPackage, { permit: 'signed-in', run: askPackage }),
  route(TakePackage, { permit: 'signed-in', isRepeatable: true, run: takePackage }),
  route(DownloadPackage, { permit: 'signed-in', run: downloadPackage }),
]
