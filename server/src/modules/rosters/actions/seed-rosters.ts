import { newPublicId } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import { RostersSeeded } from '../contract/events.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import { readCells } from '../domain/cells.ts'
import type { Cells } from '../domain/cells.ts'
import { recordsOfDepartment } from '../store/department-store.ts'
import * as recordStore from '../store/record-store.ts'

/** Records that come with an installation, by list and department. */
export interface RosterSeed {
  readonly jurisdiction: string
  readonly lists: readonly {
    readonly kind: string
    readonly organization: string
    readonly effectiveOn: string
    readonly records: readonly Cells[]
  }[]
}

type SeedContext = Context & { organizations: OrganizationsApi; kinds: readonly RosterKind[] }

/** Puts the demonstration's records on their lists: twice changes nothing. */
export async function seedRosters(ctx: SeedContext, { jurisdiction, lists }: RosterSeed): Promise<void> {
  let written = 0
  for (const { kind: key, organization: name, effectiveOn, records } of lists) {
    const kind = ctx.kinds.find((one) => one.key === key)
    const organization = await ctx.organizations.findOrganizationByName(ctx, { jurisdiction, name })
    if (!organization) throw new Error(`the seed names ${name}, which the county has not got`)
    // Another file of kinds has other lists.
    if (!kind) continue
    const owner = { organizationId: organization.id, division: organization.division, organizationName: name }
    if ((await recordsOfDepartment(ctx, { kind: key, organizationId: organization.id, most: 1 })).size > 0) continue
    for (const said of records) {
      const { cells, errors } = readCells(kind, said)
      if (errors.length > 0) throw new Error(`${kind.title}: ${errors.map(({ message }) => message).join('; ')}`)
      const version = { ...owner, version: 1, act: 'add', cells, effectiveOn: effectiveOn as CalendarDate } as const
      await recordStore.insertVersion(ctx, kind, { ...version, recordId: newPublicId(jurisdiction) })
    }
    const seedId = newPublicId(jurisdiction)
    ctx.emit(RostersSeeded.of({ seedId, kind: key, organizationId: organization.id, records: records.length }))
    written += 1
  }
  if (written === 0) ctx.nothingChanged()
}
