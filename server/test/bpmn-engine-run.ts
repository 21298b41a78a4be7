import { EventEmitter } from 'node:events'
import { Engine } from 'bpmn-engine'
import { evaluate } from 'feelin'
import type { FlowSource, FlowValues } from '../src/modules/flows/domain/graph.ts'
import { plainFlowXml } from './plain-flow-xml.ts'

/** What we use of an activity of bpmn-engine. */
interface TheirActivity {
  readonly id: string
  readonly executionId: string
  signal(): void
  cancel(): void
  readonly content: { readonly parent?: TheirParent; readonly isMultiInstance?: boolean }
}

interface TheirParent {
  readonly executionId?: string
  readonly path?: readonly { readonly executionId?: string }[]
}

interface TheirExecution {
  readonly state: string
}

interface Waiting {
  readonly id: string
  readonly activity: TheirActivity
  readonly within: readonly string[]
}

/** A run of the same flow on bpmn-engine, driven from outside event by event. */
export interface TheirRun {
  values: FlowValues
  /** By execution: what waits there. */
  readonly waiting: Map<string, Waiting>
  readonly execution: TheirExecution
}

/** Conditions and counts are FEEL and nothing else is an expression: a duration is what it is. */
const FEEL = /^[cn]_/

export async function startTheirs(source: FlowSource, values: FlowValues): Promise<TheirRun> {
  const listener = new EventEmitter()
  const run = { values, waiting: new Map() } as {
    values: FlowValues
    waiting: TheirRun['waiting']
    execution?: TheirExecution
  }
  for (const event of ['activity.wait', 'activity.timer'])
    listener.on(event, (activity: TheirActivity) => arrive(run, activity))
  for (const event of ['activity.leave', 'activity.timeout', 'activity.end', 'activity.discard']) {
    listener.on(event, ({ executionId }: TheirActivity) => leave(run, executionId))
  }
  const expressions = {
    resolveExpression: (text: unknown) =>
      typeof text === 'string' && FEEL.test(text) ? evaluate(text, run.values).value : text,
    isExpression: (text: unknown) => typeof text === 'string' && FEEL.test(text),
    hasExpression: (text: unknown) => typeof text === 'string' && FEEL.test(text),
  }
  const engine = new Engine({ name: source.id, source: plainFlowXml(source), expressions })
  const execution = (await engine.execute({ listener } as never)) as unknown as TheirExecution
  return Object.assign(run, { execution })
}

function arrive(run: Pick<TheirRun, 'waiting'>, activity: TheirActivity): void {
  const { id, executionId, content } = activity
  const { executionId: around = '', path = [] } = content.parent ?? {}
  run.waiting.set(executionId, { id, activity, within: [around, ...path.map((one) => one.executionId ?? '')] })
}

/** With an activity everything is over that was inside it, or one of its instances. */
function leave(run: Pick<TheirRun, 'waiting'>, gone: string): void {
  const isOver = (id: string) => id === gone || id.startsWith(`${gone}_`)
  for (const [executionId, { within }] of run.waiting) {
    if (isOver(executionId) || within.some(isOver)) run.waiting.delete(executionId)
  }
}

export function waitingAtTheirs({ waiting }: TheirRun): string[] {
  return [...waiting.values()].map(({ id }) => id).toSorted()
}

/** @param what a task is done, or an event on its own or on an edge happens */
export function takeTheirs(run: TheirRun, what: { id: string; isTimer: boolean }, values: FlowValues): void {
  run.values = values
  const found = [...run.waiting].find(([, { id }]) => id === what.id)
  if (!found) throw new Error(`bpmn-engine does not wait at ${what.id}`)
  const [executionId, { activity }] = found
  run.waiting.delete(executionId)
  // Of the activity itself: from the outermost, a message would reach every instance that waits for it.
  if (what.isTimer) activity.cancel()
  else activity.signal()
}
