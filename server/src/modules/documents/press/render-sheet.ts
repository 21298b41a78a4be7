import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Sheet } from '../domain/sheet.ts'
import type { DrawnSheet, RenderedSheet, Typesetter } from './typeset.ts'

export interface SheetRenderer {
  render(sheet: Sheet): Promise<RenderedSheet>
  /** The pages to look at, without a PDF. */
  draw(sheet: Sheet): Promise<DrawnSheet>
  /** Of the process that sets sheets, while there is one. */
  readonly pid: number | undefined
  /** Ends the process; it starts again with the next sheet. */
  close(): Promise<void>
}

export interface RenderRequest {
  readonly id: number
  readonly as: keyof Typesetter
  readonly sheet: Sheet
}

export type RenderAnswer =
  | { readonly id: number; readonly made: RenderedSheet | DrawnSheet }
  | { readonly id: number; readonly error: string }

/**
 * Sets sheets in a process of its own: the first takes half a second (fonts), and what answers requests must not stand
 * still for it. It holds some 150 MB, and ends when nothing came for a while; a thread gave only a third of them back
 * (measured).
 */
export function createSheetRenderer(options: { idleMs?: number } = {}): SheetRenderer {
  const idleMs = options.idleMs ?? 60_000
  let press: Press | undefined
  const close = (): Promise<void> => {
    const closing = press
    press = undefined
    clearTimeout(closing?.idle)
    return closing ? ended(closing.child) : Promise.resolve()
  }
  const rest = (): void => {
    if (!press || press.waiting.size > 0) return
    clearTimeout(press.idle)
    press.idle = setTimeout(() => void close(), idleMs).unref()
  }
  const make = (as: keyof Typesetter, sheet: Sheet): Promise<RenderedSheet | DrawnSheet> => {
    press ??= startPress((gone) => {
      if (press === gone) press = undefined
    })
    return send(press, as, sheet).finally(rest)
  }
  return {
    close,
    get pid() {
      return press?.child.pid
    },
    render: (sheet) => make('render', sheet) as Promise<RenderedSheet>,
    draw: (sheet) => make('draw', sheet) as Promise<DrawnSheet>,
  }
}

interface Press {
  readonly child: ChildProcess
  readonly waiting: Map<number, { resolve: (made: RenderedSheet | DrawnSheet) => void; reject: (error: Error) => void }>
  last: number
  idle: NodeJS.Timeout | undefined
}

const PROGRAM = fileURLToPath(new URL('./render-process.ts', import.meta.url))

function startPress(onEnd: (press: Press) => void): Press {
  const child = fork(PROGRAM, {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const press: Press = { child, waiting: new Map(), last: 0, idle: undefined }
  const end = (error: Error): void => {
    onEnd(press)
    for (const { reject } of press.waiting.values()) reject(error)
    press.waiting.clear()
  }
  child.on('message', (answer: RenderAnswer) => settle(press, answer))
  child.on('error', end)
  child.on('exit', (code, signal) => end(new Error(`the rendering process ended (${signal ?? `code ${code}`})`)))
  child.unref()
  child.channel?.unref()
  return press
}

/** Resolves once it is gone: nothing of ours outlives a server that ends in order. */
function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.ref()
    child.kill()
  })
}

function send(press: Press, as: keyof Typesetter, sheet: Sheet): Promise<RenderedSheet | DrawnSheet> {
  press.last += 1
  const id = press.last
  return new Promise((resolve, reject) => {
    press.waiting.set(id, { resolve, reject })
    press.child.channel?.ref()
    press.child.send({ id, as, sheet } satisfies RenderRequest)
  })
}

function settle(press: Press, answer: RenderAnswer): void {
  const waiter = press.waiting.get(answer.id)
  press.waiting.delete(answer.id)
  if (press.waiting.size === 0) press.child.channel?.unref()
  if ('error' in answer) waiter?.reject(new Error(answer.error))
  else waiter?.resolve(answer.made)
}
