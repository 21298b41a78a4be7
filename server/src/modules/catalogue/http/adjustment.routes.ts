import { route } from '../../../platform/http/index.ts'
import { decideAdjustment } from '../actions/decide-adjustment.ts'
import { proposeAdjustment } from '../actions/propose-adjustment.ts'
import { declineTakeover, takeOver } from '../actions/take-over.ts'
import {
  DecideAdjustment,
  DeclineTakeover,
  GetAdjustment,
  ListAdjustments,
  ProposeAdjustment,
  TakeOver,
  cataloguePermits,
} from '../contract/index.ts'
import { getAdjustment, listAdjustments } from '../queries/item-adjustments.ts'

const { draft, library, publish } = cataloguePermits

export const adjustmentRoutes = [
  route(ListAdjustments, { permit: library.name, run: listAdjustments }),
  route(GetAdjustment, { permit: library.name, run: getAdjustment }),
  route(ProposeAdjustment, { permit: draft.name, run: proposeAdjustment }),
  route(DecideAdjustment, { permit: publish.name, run: decideAdjustment }),
  route(TakeOver, { permit: draft.name, run: takeOver }),
  route(DeclineTakeover, { permit: draft.name, run: declineTakeover }),
]
