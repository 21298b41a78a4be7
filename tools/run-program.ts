import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './source-files.ts'

export interface ProgramResult {
  readonly code: number
  readonly output: string
}

interface Program {
  readonly args: readonly string[]
  readonly environment?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Lets its output through while it runs; otherwise it is kept and shown if it fails. */
  readonly isShown?: boolean
  /** Lets what it tells on stderr through, and passes on an order to end, so that it can clean up. */
  readonly isLong?: boolean
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Runs a program of an installed package under this same Node, as `vitest/vitest.mjs`. */
export function runPackage(script: string, program: Program): Promise<ProgramResult> {
  return runProgram(process.execPath, { ...program, args: [join(ROOT, 'node_modules', script), ...program.args] })
}

export function runProgram(
  command: string,
  { args, environment, cwd, isShown, isLong }: Program,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: cwd ?? ROOT,
      env: { ...process.env, ...environment },
      stdio: ['ignore', isShown ? 'inherit' : 'pipe', isShown || isLong ? 'inherit' : 'pipe'],
    })
    const chunks: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
    const text = () => Buffer.concat(chunks).toString('utf8').trim()
    const passOn = (signal: NodeJS.Signals) => void child.kill(signal)
    if (isLong) for (const signal of SIGNALS) process.on(signal, passOn)
    child.once('exit', () => {
      for (const signal of SIGNALS) process.removeListener(signal, passOn)
    })
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code, signal) =>
      resolve({ code: code ?? 1, output: signal ? `${text()}\nended by ${signal}` : text() }),
    )
  })
}
