import { route } from '../../../platform/http/index.ts'
import { adoptBaseItem } from '../actions/adopt-base-item.ts'
import { attachItem, getAttachment } from '../actions/attach-item.ts'
import { declineUpdate } from '../actions/decline-update.ts'
import { takeUpUpdate } from '../actions/propose-update.ts'
import {
  AdoptBaseItem,
  AttachItem,
  DeclineUpdate,
  GetAttachment,
  GetItemLayers,
  ListAdopters,
  ListBaseItems,
  TakeUpUpdate,
  cataloguePermits,
} from '../contract/index.ts'
import { getItemLayers, listAdopters, listBaseItems } from '../queries/item-layers.ts'

const { draft, library } = cataloguePermits

export const layerRoutes = [
  route(ListBaseItems, { permit: library.name, run: listBaseItems }),
  route(GetItemLayers, { permit: library.name, run: getItemLayers }),
  route(ListAdopters, { permit: library.name, run: listAdopters }),
  route(GetAttachment, { permit: library.name, run: getAttachment }),
  route(AttachItem, { permit: draft.name, run: attachItem }),
  route(AdoptBaseItem, { permit: draft.name, run: adoptBaseItem }),
  route(TakeUpUpdate, { permit: draft.name, run: takeUpUpdate }),
  route(DeclineUpdate, { permit: draft.name, run: declineUpdate }),
]
