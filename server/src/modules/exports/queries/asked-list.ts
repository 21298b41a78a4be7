import Value from 'typebox/value'
import { problem } from '../../../kernel/index.ts'
import type { ExportableList, ListFilter } from '../../../platform/module/index.ts'
import { exportsProblems } from '../contract/index.ts'
import type { ExportsContext } from './exports-context.ts'

/** The list that is named, if the actor may read it at all. @throws exports/list-unknown, exports/conditions-unfit */
export function askedList(ctx: ExportsContext, asked: { list: string; filter: ListFilter }): ExportableList {
  const list = readableList(ctx, asked.list)
  if (!list) throw problem(exportsProblems['list-unknown'], { list: asked.list.slice(0, 60) })
  // An object that is open for more would let a misspelt condition through, and with it every row.
  const isKnown = Object.keys(asked.filter).every((key) => Object.hasOwn(list.filter.properties, key))
  if (!isKnown || !Value.Check(list.filter, asked.filter)) throw problem(exportsProblems['conditions-unfit'])
  return list
}

/** Undefined for a list that is not there, and for one that the actor may not read now. */
export function readableList(ctx: ExportsContext, name: string): ExportableList | undefined {
  return ctx.lists().find((one) => one.name === name && ctx.actor.grants.has(one.permit))
}

export function mayBeInFull(ctx: ExportsContext, { fullPermit }: ExportableList): boolean {
  return fullPermit !== undefined && ctx.actor.grants.has(fullPermit)
}
