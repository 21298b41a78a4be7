import { calendarDate } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf } from '../../../kernel/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import { MOST_LISTED } from '../contract/public-lists.ts'
import type { DownloadPublicList } from '../contract/public-lists.ts'
import { listTitle } from '../domain/public-list.ts'
import { listFile, requireShortEnough } from './list-file.ts'
import type { SettingContext } from './list-file.ts'
import { listSource } from './list-source.ts'
import type { ListContext } from './list-source.ts'

type DownloadContext = ListContext & SettingContext & { readonly organizations: Pick<OrganizationsApi, 'divisionName'> }

/** 下载清单 of a day, whole: as a table, as data, or to print. @throws catalogue/list-too-long */
export async function downloadPublicList(
  ctx: DownloadContext,
  { kind, format, day: asked, ...place }: InputOf<typeof DownloadPublicList>,
): Promise<BinaryFile> {
  const day = asked === undefined ? ctx.today : calendarDate(asked)
  const source = await listSource(ctx, kind)
  const { rows, total } = await source.listOn({ ...place, day, limit: MOST_LISTED[format], offset: 0 })
  requireShortEnough(format, total)
  const name = await ctx.organizations.divisionName(ctx, place.division)
  const list = {
    title: `${name}${listTitle(kind)}`,
    mark: `${day} 的清单，由事项库生成，共 ${total} 个事项`,
    place: name,
    columns: source.columns,
    rows,
  }
  return listFile(ctx, { format, day, list })
}
