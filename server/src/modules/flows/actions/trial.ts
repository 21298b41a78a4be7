import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import type { TrialAct, TrialStep, TrialWait } from '../contract/try-flow.ts'
import type { StepDocument } from '../contract/step.ts'
import { canReturn, withOutcome } from '../domain/flow.ts'
import type { FlowGraph, FlowNode } from '../domain/graph.ts'
import { NO_TOKENS } from '../domain/step-flow.ts'
import type { FlowEffect, FlowEvent } from '../domain/step-flow.ts'
import { isBody } from '../domain/tokens.ts'
import * as decisionStore from '../store/decision-store.ts'
import { advanceBy } from './advance.ts'
import type { Moving } from './advance.ts'
import { decideBy } from './decide.ts'
import type { FlowsContext, StepTemplate } from './flows-context.ts'
import { dueOf, dueOfTask } from './follow-effects.ts'

/** Enough for any flow in which people agree; what still goes on then goes in circles. */
const MOST_ACTS = 300

export interface TrialCase {
  readonly graph: FlowGraph
  readonly jurisdiction: string
  readonly division: string
  readonly startOn: CalendarDate
  readonly dueOn?: CalendarDate
  /** Only what the flow declares. */
  readonly answers: Readonly<Record<string, unknown>>
}

type Written<T> = { -readonly [K in keyof T]: T[K] }
type TokenEffect = Extract<FlowEffect, { readonly token: number }>

/**
 * 试走: a made case goes through a flow by the same executor as real ones, with nothing stored. Whoever has a limit uses
 * it to its last day, who has none is done on the same day.
 */
export class Trial {
  readonly steps: Written<TrialStep>[] = []
  readonly acts: TrialAct[] = []
  private flow: Moving
  private today: CalendarDate
  private readonly ctx: FlowsContext
  private readonly made: TrialCase
  private templates: readonly StepTemplate[] | undefined
  private readonly timers = new Map<string, CalendarDate>()
  /** By token: the step that is open there, and the day on which it will be done. */
  private readonly open = new Map<number, { step: Written<TrialStep>; doneOn: CalendarDate }>()

  constructor(ctx: FlowsContext, made: TrialCase) {
    this.ctx = ctx
    this.made = made
    this.today = made.startOn
    this.flow = { tokens: NO_TOKENS, state: 'running', values: { ...made.answers, outcomes: {} } }
  }

  get endedOn(): CalendarDate | undefined {
    return this.flow.state === 'ended' ? this.today : undefined
  }

  get outcome() {
    return this.flow.state === 'ended' ? this.flow.values.outcome : undefined
  }

  async start(): Promise<void> {
    await this.play({ kind: 'start' })
  }

  /** @returns false where that can't be done: another answer has led elsewhere */
  async perform(act: TrialAct): Promise<boolean> {
    const wait = this.waiting().find(
      ({ kind, token, elementId }) => kind === act.kind && token === act.token && elementId === act.elementId,
    )
    const { outcome = 'pass' } = act
    if (!wait || (outcome === 'return' && !wait.canReturn)) return false
    this.acts.push(act)
    if (act.kind === 'done') await this.complete(act, outcome)
    else await this.happen(act)
    return true
  }

  /** People agree, days come, messages arrive, in the order in which they wait. */
  async goOn(): Promise<void> {
    while (this.flow.state === 'running' && this.acts.length < MOST_ACTS) {
      const waiting = this.waiting()
      const next = waiting.find(({ kind }) => kind === 'done') ?? waiting[0]
      if (!next) return
      const { kind, token, elementId } = next
      await this.perform({ kind, token, elementId, ...(kind === 'done' && { outcome: 'pass' as const }) })
    }
  }

  waiting(): TrialWait[] {
    const { at } = this.flow.tokens
    return at.flatMap((token) => {
      const node = this.made.graph.nodes.get(token[1])
      if (!node) return []
      const isInstance = node.multi !== undefined && !isBody(at, token, node)
      const isWork = node.kind === 'task' && (!node.multi || isInstance)
      const edges = isInstance ? [] : node.boundaries.filter(({ isInterrupting }) => isInterrupting)
      const happenings = node.kind === 'task' || node.kind === 'sub' ? edges : [node, ...edges]
      return [
        ...(isWork ? [this.waitOf('done', token[0], node)] : []),
        ...happenings.flatMap((event) => {
          if (event.wait) return [this.waitOf('timer', token[0], event)]
          return event.message === undefined ? [] : [this.waitOf('message', token[0], event)]
        }),
      ]
    })
  }

  private waitOf(kind: TrialWait['kind'], token: number, node: FlowNode): TrialWait {
    const dueOn = kind === 'done' ? this.open.get(token)?.step.dueOn : this.timers.get(`${token} ${node.id}`)
    return {
      kind,
      token,
      elementId: node.id,
      name: node.name || node.attachedTo?.name || node.id,
      canReturn: kind === 'done' && canReturn(node, this.flow.values),
      ...(dueOn !== undefined && { dueOn }),
    }
  }

  private async complete({ token, elementId }: TrialAct, outcome: NonNullable<TrialAct['outcome']>): Promise<void> {
    const node = this.made.graph.nodes.get(elementId)!
    const opened = this.open.get(token)!
    this.open.delete(token)
    this.passTo(opened.doneOn)
    const isLate = this.made.dueOn !== undefined && this.today > this.made.dueOn
    const documents = opened.step.documents?.map((one) => ({ ...one, isIssued: one.outcome === outcome }))
    Object.assign(opened.step, {
      doneOn: this.today,
      outcome,
      ...(isLate && { isLate }),
      ...(documents && { documents }),
    })
    this.flow = { ...this.flow, values: withOutcome(this.flow.values, elementId, outcome, node.multi !== undefined) }
    await this.play({ kind: 'completed', token })
  }

  private async happen({ kind, token, elementId }: TrialAct): Promise<void> {
    const node = this.made.graph.nodes.get(elementId)!
    const dueOn = this.timers.get(`${token} ${elementId}`)
    const on = this.today
    if (dueOn !== undefined) this.passTo(dueOn)
    this.steps.push({
      kind: kind === 'timer' ? 'timer' : 'message',
      elementId,
      name: node.name || node.message || node.attachedTo?.name || elementId,
      on,
      doneOn: this.today,
    })
    await this.play({ kind: kind === 'timer' ? 'timer-fired' : 'message-received', token, element: elementId })
  }

  private passTo(day: CalendarDate): void {
    if (day > this.today) this.today = day
  }

  private async play(event: FlowEvent): Promise<void> {
    const answered: Written<TrialStep>[] = []
    const answer = async (flow: Moving, node: FlowNode) => {
      const { step, values } = await this.ask(flow, node)
      answered.push(step)
      return values
    }
    const { flow, effects } = await advanceBy({ graph: this.made.graph, answer }, this.flow, event)
    this.flow = flow
    for (const effect of effects) {
      if (effect.kind === 'decide' || effect.kind === 'call-service') {
        const at = answered.findIndex(({ elementId }) => elementId === effect.node.id)
        if (at >= 0) this.steps.push(...answered.splice(at, 1))
      } else if (effect.kind !== 'end') await this.follow(effect)
    }
  }

  private async follow({ kind, token, node }: TokenEffect): Promise<void> {
    if (kind === 'open-task') return this.openTask(token, node)
    if (kind === 'set-timer') {
      const dueOn = await dueOf(this.ctx, this.made, node.wait!, this.today)
      return void this.timers.set(`${token} ${node.id}`, dueOn)
    }
    if (kind !== 'cancel-task') return
    const opened = this.open.get(token)
    if (opened) opened.step.isCancelled = true
    this.open.delete(token)
  }

  private async openTask(token: number, node: FlowNode): Promise<void> {
    if (!this.flow.tokens.at.some(([number]) => number === token)) return
    const { step, role, limitWorkdays, distinctFrom, procedures, documents, risk } = node.task!
    const { own, dueOn } = await dueOfTask(this.ctx, this.made, node.task!, this.today)
    const notBy = distinctFrom.map((id) => this.made.graph.nodes.get(id)?.name || id)
    const opened: Written<TrialStep> = {
      kind: 'task',
      elementId: node.id,
      name: node.name,
      on: this.today,
      step,
      role,
      ...(limitWorkdays !== undefined && { limitWorkdays }),
      ...(dueOn !== undefined && { dueOn }),
      ...(notBy.length > 0 && { notBy }),
      ...(procedures && { procedures: [...procedures] }),
      ...(documents && { documents: await this.papersOf(documents) }),
      ...(risk && { risk }),
    }
    this.steps.push(opened)
    this.open.set(token, { step: opened, doneOn: own ?? this.today })
  }

  private async papersOf(documents: readonly StepDocument[]): Promise<NonNullable<TrialStep['documents']>> {
    this.templates ??= (await this.ctx.documentTemplates?.(this.ctx, this.made.jurisdiction)) ?? []
    return documents.map(({ templateId, outcome }) => {
      const template = this.templates?.find((one) => one.templateId === templateId)
      const isInternal = template?.step === 'record'
      return { name: template?.name ?? templateId, outcome, isInternal, isIssued: false }
    })
  }

  /** A table is asked as it will be, without a record; a service is only named. */
  private async ask(flow: Moving, node: FlowNode) {
    const base = { elementId: node.id, name: node.name, on: this.today, doneOn: this.today }
    if (!node.decision) {
      const { name = '', text } = node.service ?? {}
      const title = this.ctx.services?.().find((each) => each.name === name)?.title ?? name
      const step: Written<TrialStep> = {
        ...base,
        kind: 'service',
        service: { title, ...(text !== undefined && { text }) },
      }
      return { step, values: {} }
    }
    const { jurisdiction } = this.made
    const table = await decisionStore.findUsableTable(this.ctx.tx, { jurisdiction, ...node.decision })
    if (!table) throw new Error(`decision table ${node.decision.id} of a checked flow is not there`)
    const { values, explained } = decideBy(await this.ctx.decisions.get(this.ctx, table), flow.values, table.name)
    const decisions = explained.map(({ name, matched, isOtherwise, result }) => ({
      name,
      matched: matched.map(({ number }) => number),
      isOtherwise,
      result,
    }))
    const step: Written<TrialStep> = { ...base, kind: 'decision', decisions }
    return { step, values }
  }
}
