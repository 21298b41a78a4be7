import type { Client } from '@yiwang/client'

export type Grouping = 'person' | 'organization' | 'department' | 'theme'

export interface ItemGroup {
  title: string
  items: number
  href: string
}

export function groupingOf(text: string | null): Grouping {
  return text === 'organization' || text === 'department' || text === 'theme' ? text : 'person'
}

/** The ways in beside the search: by whom it serves, who does it, what it is about. */
export async function findGroups(api: Client, division: string, by: Grouping): Promise<ItemGroup[]> {
  if (by === 'department') {
    const { organizations } = await api.catalogue.listItemOrganizations({ division })
    return organizations.map(({ organizationId, name, items }) => ({
      title: name,
      items,
      href: `/search?organization=${encodeURIComponent(organizationId)}`,
    }))
  }
  const audience: { audience?: 'person' | 'organization' } = by === 'theme' ? {} : { audience: by }
  const { themes } = await api.catalogue.listThemes({ division, ...audience })
  return themes
    .filter((theme) => theme.items > 0)
    .map(({ id, title, items }) => ({
      title,
      items,
      href: `/search?${new URLSearchParams(Object.entries({ theme: id, ...audience }))}`,
    }))
}
