import { READING_PURPOSES } from '../../../kernel/index.ts'
import type { ReadingPurpose } from '../../../kernel/index.ts'
import { nameKeys } from '../../../platform/db/index.ts'
import type { ReadingView } from '../contract/index.ts'
import * as readingStore from '../store/reading-store.ts'
import type { Collected } from './collect-holdings.ts'
import type { PersonalDataContext } from './personal-data-context.ts'

/** 谁看过我的信息 (个人信息保护法 art. 44): readings of the account, of its things, and of their files; never one's own. */
export async function listReadings(
  ctx: PersonalDataContext,
  of: { accountId: string; collected: readonly Collected[] },
  most: number,
): Promise<{ count: number; newest: ReadingView[] }> {
  const titles = new Map(of.collected.flatMap(({ things }) => things.flatMap(titlesOf)))
  const subjects = [of.accountId, ...titles.keys()]
  nameKeys(ctx.tx, subjects)
  const { count, rows } = await readingStore.list(ctx.tx, { subjects, notBy: of.accountId, most })
  const staff = await ctx.organizations.staffNames(ctx, [...new Set(rows.flatMap(({ staffId }) => staffId ?? []))])
  const offices = await ctx.organizations.organizationNames(ctx, [
    ...new Set(rows.flatMap(({ organizationId }) => organizationId ?? [])),
  ])
  return {
    count,
    newest: rows.map(({ readAt, what, subject, purpose, staffId, accountId, organizationId }) => {
      const thing = titles.get(subject)
      const organizationName = offices.get(organizationId ?? '')
      return {
        at: readAt.toISOString(),
        // The number of a file says nothing to a person.
        what: what.startsWith('文件 ') ? '文件' : what,
        byName:
          staffId === undefined ? (accountId === undefined ? '系统' : '代办人') : (staff.get(staffId) ?? '工作人员'),
        ...(thing !== undefined && { thing }),
        ...(purpose !== undefined && { purpose: READING_PURPOSES[purpose as ReadingPurpose] ?? purpose }),
        ...(organizationName !== undefined && { organizationName }),
      }
    }),
  }
}

function titlesOf({ id, title, files = [] }: Collected['things'][number]): [string, string][] {
  return [[id, title], ...files.map(({ fileId, fileName }): [string, string] => [fileId, fileName])]
}
