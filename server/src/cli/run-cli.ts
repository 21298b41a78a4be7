import { parseArgs } from 'node:util'
import { Problem } from '../kernel/problem.ts'
import { StartRefusal } from '../platform/config/index.ts'
import { EXIT, UsageError } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'

interface Surroundings {
  readonly commands: readonly Command[]
  readonly environment: NodeJS.ProcessEnv
  readonly out: (line: string) => void
  readonly say: (line: string) => void
}

export async function runCli(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  const { out, say, commands } = around
  const words = args.filter((arg) => !arg.startsWith('-'))
  const command = findCommand(commands, words)
  const asksHelp = args.includes('--help') || args.includes('-h') || words[0] === 'help'
  if (!command) {
    const within = commands.filter(({ name }) => words[0] !== undefined && name.startsWith(`${words[0]} `))
    const isKnown = words.length === 0 || words[0] === 'help' || within.length > 0
    if (!isKnown) say(`没有这个命令 · no such command: ${words.join(' ')}`)
    for (const line of overview(within.length > 0 ? within : commands)) (asksHelp && isKnown ? out : say)(line)
    return asksHelp && isKnown ? EXIT.ok : EXIT.usage
  }
  if (asksHelp) {
    for (const line of helpOf(command)) out(line)
    return EXIT.ok
  }
  return await runCommand(command, args.slice(command.name.split(' ').length), around)
}

async function runCommand(command: Command, args: readonly string[], around: Surroundings): Promise<ExitCode> {
  try {
    return await command.run(invocationOf(command, args, around))
  } catch (error) {
    if (error instanceof UsageError) {
      for (const line of [error.message, '', ...helpOf(command)]) around.say(line)
      return EXIT.usage
    }
    if (error instanceof Problem) {
      around.say(error.detail === error.definition.title ? error.detail : `${error.definition.title}:${error.detail}`)
      return EXIT.no
    }
    if (error instanceof StartRefusal) {
      for (const line of [error.zh, error.en]) around.say(line)
      return EXIT.cannotRun
    }
    around.say((error as Error).stack ?? String(error))
    return EXIT.fault
  }
}

function invocationOf(command: Command, args: readonly string[], around: Surroundings): Invocation {
  const definitions = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, repeats }]) => [name, { type, multiple: repeats ?? false }]),
  )
  const parsed = parse(args, definitions)
  const operands = command.operands ?? []
  if (parsed.positionals.length !== operands.length) {
    throw new UsageError(
      operands.length === 0
        ? `多余的参数 · unexpected: ${parsed.positionals.join(' ')}`
        : `需要参数 · expected: ${operands.join(' ')}`,
    )
  }
  for (const [name, { required }] of Object.entries(command.options)) {
    if (required && parsed.values[name] === undefined) throw new UsageError(`缺少选项 · missing option: --${name}`)
  }
  const { environment, out, say } = around
  return { options: parsed.values, operands: parsed.positionals, environment, out, say }
}

function parse(args: readonly string[], options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** The longest name wins: `ledger verify` before `ledger`. */
function findCommand(commands: readonly Command[], words: readonly string[]): Command | undefined {
  return commands
    .filter(({ name }) => name.split(' ').every((word, place) => words[place] === word))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
}

function overview(commands: readonly Command[]): string[] {
  const width = Math.max(...commands.map((command) => signature(command).length))
  return [
    '用法 · usage: yiwang <command> [options]',
    '',
    ...commands.map((command) => `  ${signature(command).padEnd(width)}  ${command.summary}`),
    '',
    'yiwang <command> --help',
    `退出码 · exit codes: ${EXIT.ok} ok, ${EXIT.no} no, ${EXIT.usage} usage, ${EXIT.cannotRun} cannot run here, ${EXIT.fault} fault`,
  ]
}

function helpOf(command: Command): string[] {
  const rows = Object.entries(command.options).map(([name, { value, help, required }]) => ({
    left: `--${name}${value ? ` ${value}` : ''}`,
    help: required ? `${help}(必填 · required)` : help,
  }))
  const width = Math.max(0, ...rows.map(({ left }) => left.length))
  return [
    command.summary,
    '',
    `用法 · usage: yiwang ${signature(command)}${rows.length > 0 ? ' [options]' : ''}`,
    ...rows.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`),
  ]
}

function signature(command: Command): string {
  return [command.name, ...(command.operands ?? [])].join(' ')
}
