import { route } from '../../../platform/http/route.ts'
import {
  GetDivision,
  GetHall,
  ListDivisionChildren,
  ListHalls,
  ListOrganizations,
  ListWindows,
} from '../contract/index.ts'
import { getDivision, listDivisionChildren } from '../queries/get-division.ts'
import { getHall, listHalls } from '../queries/get-hall.ts'
import { listOrganizations, listWindows } from '../queries/get-organization.ts'

export const publicRoutes = [
  route(GetDivision, { permit: 'public', run: getDivision }),
  route(ListDivisionChildren, { permit: 'public', run: listDivisionChildren }),
  route(ListOrganizations, { permit: 'public', run: listOrganizations }),
  route(ListWindows, { permit: 'public', run: listWindows }),
  route(ListHalls, { permit: 'public', run: listHalls }),
  route(GetHall, { permit: 'public', run: getHall }),
]
