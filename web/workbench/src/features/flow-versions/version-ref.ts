import type { VersionRef } from '@yiwang/server/contract/flows'

/** `450721.2`: a version, as it stands in an address. */
export function refText({ jurisdiction, version }: VersionRef): string {
  return `${jurisdiction}.${version}`
}

/** The one of these versions that a text names. */
export function refOf<Ref extends VersionRef>(text: string | null, versions: readonly Ref[]): Ref | undefined {
  return versions.find((one) => refText(one) === text)
}
