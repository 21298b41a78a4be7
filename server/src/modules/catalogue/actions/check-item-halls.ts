import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { RowNotes } from '../domain/import-row.ts'

type Halls = Awaited<ReturnType<OrganizationsApi['hallsById']>>

/**
 * Whether the windows of halls that an item names are there. What a department writes has to hold; a list from elsewhere may
 * come before the hall does, and its guide tells the address until then.
 */
export function hallChecker(
  ctx: Context & { readonly organizations: Pick<OrganizationsApi, 'hallsById'> },
  level: 'refuse' | 'warn',
): (content: Pick<ItemContent, 'windows'>, notes: RowNotes) => Promise<void> {
  const known = new Map<string, Halls[number] | undefined>()
  return async ({ windows }, notes) => {
    for (const [index, { hallWindow }] of windows.entries()) {
      if (!hallWindow) continue
      const { hallId, number } = hallWindow
      if (!known.has(hallId)) known.set(hallId, (await ctx.organizations.hallsById(ctx, [hallId]))[0])
      const hall = known.get(hallId)
      if (!hall) notes[level]('没有这个大厅，请重新选择', 'windows', index, 'hallWindow')
      else if (!hall.inUse) notes[level](`${hall.name}已经停用，请另选办理地点`, 'windows', index, 'hallWindow')
      else if (!hall.windows.some((one) => one.number === number))
        notes[level](`${hall.name}的平面图上没有 ${number} 号窗口`, 'windows', index, 'hallWindow', 'number')
    }
  }
}
