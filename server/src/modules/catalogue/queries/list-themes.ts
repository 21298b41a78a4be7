import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ListItemOrganizations } from '../contract/list-item-organizations.ts'
import type { ListThemes } from '../contract/list-themes.ts'
import { THEMES } from '../domain/themes.ts'
import * as searchStore from '../store/search-store.ts'

/** The themes in the order of life, without those under which there is nothing. */
export async function listThemes(
  ctx: Context,
  input: InputOf<typeof ListThemes>,
): Promise<OutputOf<typeof ListThemes>> {
  const counts = await searchStore.countByTheme(ctx.tx, { filters: input, today: ctx.today })
  const themes = THEMES.flatMap(({ id, title, audience }) => {
    const items = counts.get(id) ?? 0
    return items > 0 ? [{ id, title, audience: [...audience], items }] : []
  })
  return { themes }
}

export async function listItemOrganizations(
  ctx: Context,
  input: InputOf<typeof ListItemOrganizations>,
): Promise<OutputOf<typeof ListItemOrganizations>> {
  return { organizations: await searchStore.countByOrganization(ctx.tx, { filters: input, today: ctx.today }) }
}
