import { route } from '../../../platform/http/index.ts'
import {
  ExportItems,
  CompareItemVersions,
  CompareOpenItem,
  GetItem,
  GetItemFile,
  GetOpenItem,
  ListItemOrganizations,
  ListOpenChanges,
  ListOpenItems,
  ListThemes,
  SearchItems,
} from '../contract/index.ts'
import { getGuide } from '../queries/get-guide.ts'
import { listItemOrganizations, listThemes } from '../queries/list-themes.ts'
import { exportItems, getItemFile, listOpenChanges } from '../queries/open-changes.ts'
import { compareItemVersions } from '../queries/list-library.ts'
import { getOpenItem, listOpenItems } from '../queries/open-items.ts'
import { searchItems } from '../queries/search-items.ts'

export const publicRoutes = [
  route(SearchItems, { permit: 'public', run: searchItems }),
  route(ListItemOrganizations, { permit: 'public', run: listItemOrganizations }),
  route(GetItem, { permit: 'public', run: getGuide }),
  route(ListThemes, { permit: 'public', run: listThemes }),
  route(ListOpenItems, { permit: 'public', run: listOpenItems }),
  route(CompareItemVersions, { permit: 'public', run: compareItemVersions }),
  route(CompareOpenItem, { permit: 'public', run: compareItemVersions }),
  route(GetOpenItem, { permit: 'public', run: getOpenItem }),
  route(GetItemFile, { permit: 'public', run: getItemFile }),
  route(ExportItems, { permit: 'public', run: exportItems }),
  route(ListOpenChanges, { permit: 'public', run: listOpenChanges }),
]
