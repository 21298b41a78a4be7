import { ApiProblem } from '@yiwang/client'
import type { PersonMandateView } from '@yiwang/server/contract/identity'
import type { PortalRequest } from '../../shared/portal-request.ts'
import { mandateMessages as say } from './messages.ts'

/** Mandate id → what it covers, in words: names of items, titles of themes. */
export async function scopeWords(
  { api, visit }: PortalRequest,
  mandates: readonly PersonMandateView[],
): Promise<Record<string, string>> {
  const needsThemes = mandates.some(({ scope }) => scope.kind === 'themes')
  const themes = needsThemes ? (await api.catalogue.listThemes({ division: visit.site.jurisdiction })).themes : []
  const titles = new Map(themes.map(({ id, title }) => [id, title]))
  const itemIds = new Set(mandates.flatMap(({ scope }) => (scope.kind === 'items' ? scope.codes : [])))
  const names = new Map(await Promise.all([...itemIds].map(async (id) => [id, await itemName(api, id)] as const)))
  return Object.fromEntries(
    mandates.map(({ id, scope }) => {
      if (scope.kind === 'all') return [id, say.all]
      const named = scope.codes.map((code) => (scope.kind === 'items' ? names : titles).get(code) ?? code).join('、')
      return [id, scope.kind === 'items' ? say.items(named) : say.themes(named)]
    }),
  )
}

/** An item that is gone is still named, by what is left of it. */
async function itemName(api: PortalRequest['api'], itemId: string): Promise<string> {
  try {
    return (await api.catalogue.getItem({ itemId })).name
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return itemId
    throw error
  }
}
