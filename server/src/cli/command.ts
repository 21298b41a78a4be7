/** Exit codes that scripts can trust; listed in docs/operations.md. */
export const EXIT = {
  ok: 0,
  /** The command ran and the answer is no: a ledger that does not hold, an import with refused rows. */
  no: 1,
  /** The command line is wrong. */
  usage: 2,
  /** It cannot run here: configuration, data directory, database, port. Nothing was changed. */
  cannotRun: 3,
  /** A fault of the program. */
  fault: 70,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export interface CommandOption {
  readonly type: 'string' | 'boolean'
  /** What stands for the value in the help, as `DATE`. */
  readonly value?: string
  readonly required?: boolean
  /** May be given more than once. */
  readonly repeats?: boolean
  readonly help: string
}

export interface Invocation {
  readonly options: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>
  readonly operands: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  /** The answer, on standard output. */
  readonly out: (line: string) => void
  /** What is being done meanwhile, on standard error. */
  readonly say: (line: string) => void
}

/** One word of the `yiwang` command, as `ledger verify`. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** Operands in their order, as `FILE`; all are required. */
  readonly operands?: readonly string[]
  readonly options: Readonly<Record<string, CommandOption>>
  run(invocation: Invocation): Promise<ExitCode>
}

/** The command line cannot be understood; answered with the command's help and exit code 2. */
export class UsageError extends Error {}

export function textOption(invocation: Invocation, name: string): string | undefined {
  const value = invocation.options[name]
  return typeof value === 'string' ? value : undefined
}

/** Every value of an option that repeats. */
export function textOptions(invocation: Invocation, name: string): string[] {
  const value = invocation.options[name]
  return Array.isArray(value) ? value.map(String) : []
}
