import { route } from '../../../platform/http/index.ts'
import {
  ExportItems,
  CompareItemVersions,
  CompareOpenItem,
  DownloadMaterialFile,
  ComparePublicLists,
  DownloadPublicList,
  GetItem,
  GetItemFile,
  GetOpenItem,
  GetOpenMaterialFile,
  GetPublicList,
  ListExchangeTables,
  ListItemOrganizations,
  ListOpenChanges,
  ListOpenItems,
  ListPowerTypes,
  ListThemes,
  SearchItems,
} from '../contract/index.ts'
import { downloadPublicList } from '../queries/download-public-list.ts'
import { listExchangeTables } from '../queries/exchange-tables.ts'
import { getGuide } from '../queries/get-guide.ts'
import { listItemOrganizations, listThemes } from '../queries/list-themes.ts'
import { exportItems, getItemFile, listOpenChanges } from '../queries/open-changes.ts'
import { compareItemVersions } from '../queries/list-library.ts'
import { getOpenItem, listOpenItems } from '../queries/open-items.ts'
import { listPowerTypes } from '../queries/power-types.ts'
import { comparePublicLists, getPublicList } from '../queries/public-lists.ts'
import { downloadMaterialFile } from '../queries/read-material-file.ts'
import { searchItems } from '../queries/search-items.ts'

export const publicRoutes = [
  route(ListPowerTypes, { permit: 'public', run: listPowerTypes }),
  route(SearchItems, { permit: 'public', run: searchItems }),
  route(ListItemOrganizations, { permit: 'public', run: listItemOrganizations }),
  route(GetItem, { permit: 'public', run: getGuide }),
  route(ListThemes, { permit: 'public', run: listThemes }),
  route(ListOpenItems, { permit: 'public', run: listOpenItems }),
  route(CompareItemVersions, { permit: 'public', run: compareItemVersions }),
  route(CompareOpenItem, { permit: 'public', run: compareItemVersions }),
  route(GetOpenItem, { permit: 'public', run: getOpenItem }),
  route(DownloadMaterialFile, { permit: 'public', run: downloadMaterialFile }),
  route(GetOpenMaterialFile, { permit: 'public', run: downloadMaterialFile }),
  route(GetItemFile, { permit: 'public', run: getItemFile }),
  route(ListExchangeTables, { permit: 'public', run: listExchangeTables }),
  route(ExportItems, { permit: 'public', run: exportItems }),
  route(GetPublicList, { permit: 'public', run: getPublicList }),
  route(ComparePublicLists, { permit: 'public', perMinute: 60, run: comparePublicLists }),
  route(DownloadPublicList, { permit: 'public', perMinute: 20, run: downloadPublicList }),
  route(ListOpenChanges, { permit: 'public', run: listOpenChanges }),
]
