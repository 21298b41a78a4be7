import { streamOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { nameKeys } from '../../../platform/db/index.ts'
import { RECORD_COLUMNS, readNewestOf } from '../../../platform/ledger/index.ts'
import type { ReadEntry } from '../../../platform/ledger/index.ts'
import { dayOf, factsOf } from '../../../platform/module/index.ts'
import type { DataSubject, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import * as noteStore from '../store/note-store.ts'
import * as packageStore from '../store/package-store.ts'
import type { PersonalDataDeps } from './personal-data-context.ts'

/** What stands in the record of a person, and the copies that the person asked for. */
export function holdings({ eventTitle }: Pick<PersonalDataDeps, 'eventTitle'>): readonly PersonalHolding[] {
  return [
    {
      name: 'personal-data/record',
      title: '账本记录',
      purpose: '证明谁在什么时候做了什么，事后不能改动',
      basis: '个人信息保护法第五十一条、网络安全法第二十一条：记录操作并留存不少于六个月',
      source: '您和经办人每做一步时由系统记录',
      keptFor: '操作本身长期保存；您说的话、理由等个人信息随账号或者办件一起删除，账本只留摘要',
      withheld: '这里列出最近的五百条；经办人写的意见是过程性信息，不提供，决定的理由写在文书里。',
      tables: RECORD_COLUMNS,
      followsThings: true,
      list: (ctx, of) => listRecord(ctx, of, eventTitle),
    },
    {
      name: 'personal-data/notes',
      title: '更正说明',
      purpose: '在不改写的内容旁边写明正确的是什么，查看的人都能看到',
      basis: '个人信息保护法第四十六条',
      source: '您要求更正，由个人信息保护负责人核实后写下',
      keptFor: '与它所说明的内容一起保存，一起删除',
      tables: { 'personal_data.notes': ['account_id', 'text'] },
      list: listNotes,
    },
    {
      name: 'personal-data/packages',
      title: '个人信息副本',
      purpose: '把您的个人信息交给您本人',
      basis: '个人信息保护法第四十五条',
      source: '您申请，由系统制作',
      keptFor: '做好以后三天，到期自动删除',
      tables: { 'personal_data.packages': ['account_id', 'file_id'] },
      list: listPackages,
    },
  ]
}

const MOST_ENTRIES = 500

async function listRecord(
  ctx: Context,
  { accountId, things }: DataSubject,
  eventTitle: (kind: string) => string,
): Promise<HeldThing[]> {
  const own = [streamOf('account', accountId), streamOf('session', accountId)]
  const others = things.flatMap((id) => [streamOf('case', id), streamOf('mandate', id)])
  const streams = [...own, ...others]
  nameKeys(
    ctx.tx,
    streams.map(({ name }) => name),
  )
  const entries = await readNewestOf(ctx, streams, MOST_ENTRIES)
  return entries.map((one) => presentEntry(one, accountId, eventTitle))
}

function presentEntry(
  { entry, beside }: ReadEntry,
  accountId: string,
  eventTitle: (kind: string) => string,
): HeldThing {
  const isOwn = entry.actor.accountId === accountId
  return {
    id: `${entry.stream}/${entry.seq}`,
    title: eventTitle(entry.kind),
    at: entry.occurredAt,
    facts: factsOf({
      谁做的: isOwn ? '您本人' : ACTORS[entry.actor.kind],
      // What somebody else wrote is theirs to say, in a paper.
      您写的: isOwn ? Object.values(beside).join('；') : undefined,
      账本编号: entry.id,
    }),
  }
}

const ACTORS = { person: '相对人', staff: '工作人员', system: '系统', anonymous: '没有登录的人' } as const

async function listNotes(ctx: Context, { accountId }: DataSubject): Promise<HeldThing[]> {
  const notes = await noteStore.listOf(ctx, accountId)
  return notes.map(({ id, notedAt, text, thing, caseId }) => ({
    id,
    title: '更正说明',
    at: notedAt.toISOString(),
    facts: factsOf({ 说明: text, 在哪一件旁边: thing, 依据的办件: caseId }),
  }))
}

async function listPackages(ctx: Context, { accountId }: DataSubject): Promise<HeldThing[]> {
  const packages = await packageStore.listOf(ctx.tx, accountId)
  return packages.map(({ id, askedAt, state, made }) => ({
    id,
    title: '个人信息副本',
    at: askedAt.toISOString(),
    facts: factsOf({ 状态: STATES[state], 内容摘要: made?.sha256, 保留到: dayOf(made?.expiresAt) }),
  }))
}

const STATES = { making: '制作中', ready: '可以下载', gone: '已删除' } as const
