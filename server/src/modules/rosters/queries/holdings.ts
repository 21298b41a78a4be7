import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { factsOf } from '../../../platform/module/index.ts'
import type { DataSubject, ErasureAsked, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import { RosterPersonErased } from '../contract/events.ts'
import { rostersProblems } from '../contract/problems.ts'
import type { RosterKind } from '../contract/roster-kind.ts'
import { shownCells } from '../domain/cells.ts'
import { kindsIn } from '../domain/kept-kind.ts'
import * as kindStore from '../store/kind-store.ts'
import * as recordStore from '../store/record-store.ts'
import { kindIn } from './kinds.ts'

/** 填报清单 keeps of people: what they were given, or help that they have. */
export function holdings(kinds: readonly RosterKind[]): readonly PersonalHolding[] {
  return [
    {
      name: 'rosters/people',
      title: '公开清单里的记录',
      purpose: '管理和公开专项资金、帮扶措施等的发放情况',
      basis: '个人信息保护法第十三条第一款第三项；政府信息公开条例第二十条、第二十一条；公开时按第十五条隐去姓名和号码',
      source: '主管部门填报',
      keptFor: '在清单上的期间；移出以后，可以申请删除',
      withheld: '部门正在填报、还没有公布的变更不在这里；公布或者撤销以后它们不再保留。',
      tables: {
        'rosters.people': ['cells_sealed', 'citizen_id_blind', 'name_blind'],
        'rosters.changes': ['cells_sealed', 'citizen_id_blind'],
      },
      erase: {
        hindrance: whyKept,
        erase: (ctx, asked) => erase(ctx, kinds, asked),
        // On the list it is needed for what it was given for; off it, it can be erased.
        restrict: () => Promise.resolve(false),
      },
      isOf: (ctx, thing, { citizenId }) =>
        citizenId === undefined ? Promise.resolve(false) : recordStore.isOfPerson(ctx, thing, citizenId),
      list: (ctx, of) => list(ctx, kinds, of),
    },
  ]
}

async function list(ctx: Context, kinds: readonly RosterKind[], of: DataSubject): Promise<HeldThing[]> {
  if (of.citizenId === undefined) return []
  const found = await recordStore.recordsOfPerson(ctx, of.citizenId)
  const decided = await kindStore.listApproved(ctx.tx)
  return found.flatMap((record) => {
    const standing = kindsIn(kinds, decided, record.division)
    const kind = standing.find(({ definition }) => definition.key === record.kind)?.definition
    const cells = kind ? shownCells(kind, { ...record.cells, ...record.personal }) : record.personal
    const titles = new Map(kind?.columns.map(({ key, title }) => [key, title]))
    return {
      id: record.recordId,
      title: kind?.title ?? '公开清单',
      at: record.publishedAt.toISOString(),
      facts: factsOf({
        ...Object.fromEntries(Object.entries(cells).map(([key, value]) => [titles.get(key) ?? key, value])),
        填报部门: record.organizationName,
        状态: record.act === 'remove' ? `${record.effectiveOn} 起移出清单` : `${record.effectiveOn} 起公布`,
      }),
    }
  })
}

async function whyKept(ctx: Context, { thing }: ErasureAsked): Promise<string | undefined> {
  const newest = (await recordStore.newestOf(ctx.tx, [thing])).get(thing)
  if (!newest) return '没有这条记录'
  if (newest.act === 'remove' && newest.effectiveOn <= ctx.today) return undefined
  return `这条记录还在清单上；先由${newest.organizationName}核实并移出`
}

async function erase(ctx: Context, kinds: readonly RosterKind[], { thing, caseId }: ErasureAsked): Promise<void> {
  const newest = (await recordStore.lockNewestOf(ctx.tx, [thing])).get(thing)
  if (!newest) throw problem(rostersProblems['no-such-record'])
  const kind = await kindIn({ tx: ctx.tx, kinds }, newest.kind, newest.division)
  const former = await kindStore.personalKeys(ctx.tx, kind.key)
  const shipped = [kind, ...kinds.filter(({ key }) => key === kind.key)]
  const personal = shipped.flatMap(({ columns }) => columns.filter((one) => one.isPersonal).map(({ key }) => key))
  await recordStore.erasePerson(ctx, { kind, personal: [...new Set([...personal, ...former])] }, thing)
  ctx.emit(RosterPersonErased.of({ recordId: thing, kind: kind.key, requestId: caseId }))
}
