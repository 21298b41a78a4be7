import { route } from '../../../platform/http/index.ts'
import { abolishItem } from '../actions/abolish-item.ts'
import { decidePowerType, withdrawPowerType } from '../actions/decide-power-type.ts'
import { importUploadedCatalogue } from '../actions/import-uploaded-catalogue.ts'
import { proposePowerType } from '../actions/propose-power-type.ts'
import { resumeItem } from '../actions/resume-item.ts'
import { suspendItem } from '../actions/suspend-item.ts'
import {
  AbolishItem,
  DecidePowerType,
  GetItemAdmin,
  GetPowerTypeChange,
  ImportCatalogue,
  ListPowerTypeChanges,
  ProposePowerType,
  ResumeItem,
  SuspendItem,
  WithdrawPowerType,
  cataloguePermits,
} from '../contract/index.ts'
import { getPowerTypeChange, listPowerTypeChanges } from '../queries/power-types.ts'
import { getItemAdmin } from '../queries/present-item-admin.ts'

const permit = cataloguePermits.manage.name

export const adminRoutes = [
  route(ImportCatalogue, { permit, run: importUploadedCatalogue }),
  route(GetItemAdmin, { permit, run: getItemAdmin }),
  route(SuspendItem, { permit, run: suspendItem }),
  route(ResumeItem, { permit, run: resumeItem }),
  route(AbolishItem, { permit, run: abolishItem }),
  route(ListPowerTypeChanges, { permit: cataloguePermits.library.name, run: listPowerTypeChanges }),
  route(GetPowerTypeChange, { permit: cataloguePermits.library.name, run: getPowerTypeChange }),
  route(ProposePowerType, { permit: cataloguePermits.proposeType.name, run: proposePowerType }),
  route(DecidePowerType, { permit: cataloguePermits.decideType.name, run: decidePowerType }),
  route(WithdrawPowerType, { permit: cataloguePermits.proposeType.name, run: withdrawPowerType }),
]
