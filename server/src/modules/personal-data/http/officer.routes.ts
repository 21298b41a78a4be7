import { route } from '../../../platform/http/index.ts'
import { carryOutRight } from '../actions/carry-out-right.ts'
import { CarryOutRight, GetRightToCarryOut } from '../contract/index.ts'
import { getRightToCarryOut } from '../queries/rights-to-carry-out.ts'

export const officerRoutes = [
  route(GetRightToCarryOut, { permit: 'cases.read', run: getRightToCarryOut }),
  route(CarryOutRight, { permit: 'cases.carry-out', run: carryOutRight }),
]
