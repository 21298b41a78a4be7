import { type Client, hrefOf } from '@yiwang/client'
import { DownloadPublicList, type ListFormat, ListKind, titleOf } from '@yiwang/server/contract/catalogue'
import { DownloadKeptList } from '@yiwang/server/contract/rosters'
import type { ListAddress } from './list-address.ts'

/** Lists that are made of items, as they stand beside each other. */
export const MADE_LISTS = ListKind.anyOf.map(({ const: id }) => ({ id, label: titleOf(ListKind, id) }))

/** A list that is made of items, by its key; undefined for one that departments keep. */
export function madeKind(kind: string): ListKind | undefined {
  return MADE_LISTS.find(({ id }) => id === kind)?.id
}

export function madeTitle(kind: string): string {
  return titleOf(ListKind, kind)
}

/** The list of an address: whatever it is made of, its page is the same. */
export async function readList(api: Client, division: string, address: ListAddress) {
  const { kind, q, organization: organizationId, place, day, page } = address
  const asked = { division, page, ...(q && { q }), ...(organizationId && { organizationId }), ...(day && { day }) }
  const made = madeKind(kind)
  return made
    ? { ...(await api.catalogue.getPublicList({ ...asked, kind: made })), places: [], kept: undefined }
    : await readKept(api, { ...asked, kind, ...(place && { place }) })
}

async function readKept(api: Client, asked: Parameters<Client['rosters']['getKeptList']>[0]) {
  const list = await api.rosters.getKeptList(asked)
  const { title, about, publisher, basis } = list
  return { ...list, kept: { title, about, publisher, basis } }
}

export function compareLists(
  api: Client,
  { kind, ...asked }: { kind: string; division: string; organizationId?: string; from: string; to: string },
) {
  const made = madeKind(kind)
  return made
    ? api.catalogue.comparePublicLists({ ...asked, kind: made })
    : api.rosters.compareKeptLists({ ...asked, kind })
}

export function downloadHref(division: string, { kind, q, organization, place, day }: ListAddress, format: ListFormat) {
  const asked = {
    ...{ division, format },
    ...(q && { q }),
    ...(organization && { organizationId: organization }),
    ...(day && { day }),
  }
  const made = madeKind(kind)
  return made
    ? hrefOf(DownloadPublicList, { ...asked, kind: made })
    : hrefOf(DownloadKeptList, { ...asked, kind, ...(place && { place }) })
}
