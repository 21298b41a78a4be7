import { route } from '../../../platform/http/index.ts'
import { CompareKeptLists, DownloadKeptList, GetKeptList, ListKeptLists } from '../contract/index.ts'
import { compareKeptLists, downloadKeptList, getKeptList, listKeptLists } from '../queries/kept-lists.ts'

export const publicRoutes = [
  route(ListKeptLists, { permit: 'public', run: listKeptLists }),
  route(GetKeptList, { permit: 'public', run: getKeptList }),
  route(CompareKeptLists, { permit: 'public', perMinute: 60, run: compareKeptLists }),
  route(DownloadKeptList, { permit: 'public', perMinute: 20, run: downloadKeptList }),
]
