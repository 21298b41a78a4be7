import { calendarDate } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf } from '../../../kernel/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import { MOST_LISTED } from '../contract/public-lists.ts'
import type { DownloadPublicList } from '../contract/public-lists.ts'
import { PUBLIC_LISTS, listTitle } from '../domain/public-list.ts'
import * as listStore from '../store/public-list-store.ts'
import { listFile, requireShortEnough } from './list-file.ts'
import type { SettingContext } from './list-file.ts'
import { powerTypesOf } from './power-types.ts'
import { rowsOf } from './public-lists.ts'

type ListContext = SettingContext & { readonly organizations: Pick<OrganizationsApi, 'divisionName'> }

/** 下载清单 of a day, whole: as a table, as data, or to print. @throws catalogue/list-too-long */
export async function downloadPublicList(
  ctx: ListContext,
  { kind, format, day: asked, division, organizationId, q }: InputOf<typeof DownloadPublicList>,
): Promise<BinaryFile> {
  const day = asked === undefined ? ctx.today : calendarDate(asked)
  const limit = MOST_LISTED[format]
  const types = await powerTypesOf(ctx)
  const scope = { kind, types, division, organizationId, day, q }
  const { items, total } = await listStore.listOn(ctx.tx, { ...scope, limit, offset: 0 })
  requireShortEnough(format, total)
  const place = await ctx.organizations.divisionName(ctx, division)
  const list = {
    title: `${place}${listTitle(kind)}`,
    mark: `${day} 的清单，由当天生效的 ${total} 个事项生成`,
    place,
    columns: PUBLIC_LISTS[kind].columns,
    rows: items.flatMap((item) => rowsOf({ kind, types }, item)),
  }
  return listFile(ctx, { format, day, list })
}
