import { describe, expect, it } from 'vitest'
import { StartRefusal } from '../platform/config/index.ts'
import { EXIT } from './command.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { runCli } from './run-cli.ts'

describe('yiwang', () => {
  it('computes a due date across the National Day holiday, and prints nothing else on standard output', async () => {
    const { code, out, said } = await run('limit due --start 2025-09-29 --workdays 5')
    expect({ code, out, said }).toEqual({ code: EXIT.ok, out: ['2025-10-13'], said: [] })
  })

  it('explains a due date, and says when the calendar it stands on is not out yet', async () => {
    const { out, said } = await run('limit due --start 2028-12-28 --workdays 45 --explain')
    expect(out).toHaveLength(1)
    expect(said[0]).toContain('暂定')
    expect(said[1]).toContain('45个工作日')
  })

  it.each([
    'limit due --start 2025-09-29',
    'limit due --start 2025-02-30 --workdays 5',
    'limit due --start 2025-09-29 --workdays 0',
    'limit due --start 2025-09-29 --workdays 5 --days 5',
    'limit due --workdays 5',
    'limit due --start 2025-09-29 --workdays 5 extra',
    'limit due --start 2025-09-29 --workdays 5 --sideways',
    'limit',
    'no-such-command',
    '',
  ])('answers a wrong command line with help and exit code 2: %s', async (line) => {
    const { code, out, said } = await run(line)
    expect(code).toBe(EXIT.usage)
    expect(out).toEqual([])
    expect(said.join('\n')).toContain('usage: yiwang')
  })

  it('has help for every command, on standard output, with every option in it', async () => {
    for (const command of commands) {
      const { code, out } = await run(`${command.name} --help`)
      expect(code).toBe(EXIT.ok)
      for (const option of Object.keys(command.options)) expect(out.join('\n')).toContain(`--${option}`)
    }
    const overview = (await run('--help')).out.join('\n')
    for (const command of commands) expect(overview).toContain(command.summary)
  })

  it('lists the words that belong together under their first', async () => {
    const { out } = await run('limit --help')
    expect(out.join('\n')).toContain('limit due')
    expect(out.join('\n')).not.toContain('doctor')
  })

  it('answers what cannot run here with the reason and 3, a fault of its own with 70', async () => {
    const refused = await run('try', [commandThatThrows(new StartRefusal('磁盘已满', 'the disk is full'))])
    expect(refused).toMatchObject({ code: EXIT.cannotRun, said: ['磁盘已满', 'the disk is full'] })
    const broken = await run('try', [commandThatThrows(new TypeError('x is undefined'))])
    expect(broken.code).toBe(EXIT.fault)
    expect(broken.said[0]).toContain('x is undefined')
  })
})

async function run(line: string, known: readonly Command[] = commands) {
  const out: string[] = []
  const said: string[] = []
  const code = await runCli(line.split(' ').filter(Boolean), {
    commands: known,
    environment: {},
    out: (text) => out.push(text),
    say: (text) => said.push(text),
  })
  return { code, out, said }
}

function commandThatThrows(error: Error): Command {
  return { name: 'try', summary: 'throws', options: {}, run: () => Promise.reject(error) }
}
