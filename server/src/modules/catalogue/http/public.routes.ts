import { route } from '../../../platform/http/index.ts'
import {
  GetItem,
  GetOpenItem,
  ListItemOrganizations,
  ListOpenItems,
  ListThemes,
  SearchItems,
} from '../contract/index.ts'
import { getGuide } from '../queries/get-guide.ts'
import { listItemOrganizations, listThemes } from '../queries/list-themes.ts'
import { getOpenItem, listOpenItems } from '../queries/open-items.ts'
import { searchItems } from '../queries/search-items.ts'

export const publicRoutes = [
  route(SearchItems, { permit: 'public', run: searchItems }),
  route(ListItemOrganizations, { permit: 'public', run: listItemOrganizations }),
  route(GetItem, { permit: 'public', run: getGuide }),
  route(ListThemes, { permit: 'public', run: listThemes }),
  route(ListOpenItems, { permit: 'public', run: listOpenItems }),
  route(GetOpenItem, { permit: 'public', run: getOpenItem }),
]
