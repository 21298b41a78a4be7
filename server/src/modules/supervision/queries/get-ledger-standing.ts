import type { OutputOf } from '../../../kernel/index.ts'
import type { GetLedgerStanding } from '../contract/index.ts'
import type { SupervisionContext } from './supervision-context.ts'

/** Who cosigned the newest checkpoint, who is behind it, who refused; and which years lie in archives. */
export async function getLedgerStanding(ctx: SupervisionContext): Promise<OutputOf<typeof GetLedgerStanding>> {
  const { size, witnesses } = await ctx.ledger.publication.witnesses()
  const years = await ctx.archives.list(ctx.tx)
  return {
    size,
    witnesses: witnesses.map(({ name, standing, cosigned, answeredAt }) => ({
      name,
      standing,
      ...(cosigned && { cosigned: { size: cosigned.size, at: cosigned.at.toISOString() } }),
      ...(answeredAt && { answeredAt: answeredAt.toISOString() }),
    })),
    archives: await Promise.all(
      years.map(async (year) => ({
        year: year.year,
        entries: year.last - year.first + 1,
        folder: year.folder,
        isInPlace: await ctx.archives.isInPlace(year),
      })),
    ),
  }
}
