import type { Context } from '../../../platform/act/index.ts'
import { dayOf, factsOf } from '../../../platform/module/index.ts'
import type { DataSubject, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import { openExplained } from '../actions/decide.ts'
import * as decisionStore from '../store/decision-store.ts'
import * as taskStore from '../store/task-store.ts'

/** 流程 keeps of people: who did what on their cases, and what a decision table answered of itself. */
export const holdings: readonly PersonalHolding[] = [
  {
    name: 'flows/tasks',
    title: '办理步骤',
    purpose: '把您的办件交给经办人，留下谁在什么时候办了什么',
    basis: '行政许可法第三十四条、第四十二条',
    source: '办理过程中由系统和经办人记录',
    keptFor: '与所属的办件一起保存和删除',
    withheld: '经办人之间的办理意见是过程性信息（政府信息公开条例第十六条），不提供；决定的理由写在文书里。',
    tables: {
      'flows.instances': ['person_name', 'person_blinds', 'values'],
      'flows.tasks': ['person_name', 'person_blinds', 'opinion'],
    },
    followsThings: true,
    list: listTasks,
  },
  {
    name: 'flows/decisions',
    title: '按表得出的决定',
    purpose: '依照公开的规则得出结果，并能说清为什么',
    basis: '个人信息保护法第二十四条：自动化决策应当透明、公平，个人有权要求说明',
    source: '您填写的内容和公开的决策表',
    keptFor: '与所属的办件一起保存和删除',
    tables: { 'flows.applied_tables': ['explained'] },
    followsThings: true,
    list: listDecisions,
  },
]

async function listTasks(ctx: Context, { things }: DataSubject): Promise<HeldThing[]> {
  return (await taskStore.listOfAll(ctx.tx, things)).map((task) => ({
    id: task.id,
    title: `${task.title}：${task.name}`,
    at: new Date(task.openedAt).toISOString(),
    facts: factsOf({
      办件编号: task.subjectNo,
      开始: dayOf(new Date(task.openedAt)),
      完成: task.completedAt && dayOf(new Date(task.completedAt)),
      期限: task.dueOn,
    }),
  }))
}

async function listDecisions(ctx: Context, { things }: DataSubject): Promise<HeldThing[]> {
  const rows = await decisionStore.listAppliedToAll(ctx.tx, things)
  return rows.flatMap((row) =>
    openExplained(ctx, row.explained).map(({ name, matched, isOtherwise, inputs, result }) => ({
      id: `${row.id}/${name}`,
      title: `${row.tableName}：${name}`,
      at: row.appliedAt.toISOString(),
      facts: factsOf({
        看了什么: inputs.map(({ label, value }) => `${label}：${wordOf(value)}`).join('；'),
        结果: wordOf(result),
        依据的规则: isOtherwise
          ? '没有规则符合，取表中写明的缺省值'
          : matched.map(({ number }) => `第${number}条`).join('、'),
        决策表: `${row.table.id} 第${row.table.version}版`,
      }),
    })),
  )
}

function wordOf(value: unknown): string {
  if (value === null || value === undefined) return '没有填写'
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
