import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT } from './command.ts'
import { limitDue } from './limit-due.ts'
import { runCli } from './run-cli.ts'

/** 2017 in Guangxi: the notice of the region's government of 10 February 2017 (广西壮族自治区少数民族习惯节日放假办法). */
const BASIS = '广西壮族自治区人民政府令第98号'
const GUANGXI_2017 = [
  { division: '450000', date: '2017-03-30', name: '壮族三月三', isOffDay: true, basis: BASIS },
  { division: '450000', date: '2017-03-31', name: '壮族三月三', isOffDay: true, basis: BASIS },
  { division: '450000', date: '2017-04-01', name: '壮族三月三', isOffDay: true, basis: BASIS },
  { division: '450000', date: '2017-04-08', name: '壮族三月三', isOffDay: false, basis: BASIS },
]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-limit-due-'))
  await writeFile(join(folder, 'guangxi.json'), JSON.stringify(GUANGXI_2017))
  await writeFile(join(folder, 'broken.json'), '[{"division":"450000"}]')
})
afterAll(() => rm(folder, { recursive: true }))

async function run(line: string) {
  const out: string[] = []
  const said: string[] = []
  const code = await runCli(['limit', 'due', ...line.split(' ')], {
    commands: [limitDue],
    environment: {},
    out: (text) => void out.push(text),
    say: (text) => void said.push(text),
  })
  return { code, out, said }
}

describe('yiwang limit due', () => {
  it.each([
    ['--start 2025-09-29 --workdays 5', '2025-10-13'],
    ['--start 2025-09-15 --workdays 20', '2025-10-17'],
    ['--start 2025-09-15 --workdays 20 --pause 2025-09-18..2025-09-24', '2025-10-23'],
    ['--start 2025-09-15 --workdays 20 --pause 2025-09-18..2025-09-22 --pause 2025-09-20..2025-09-24', '2025-10-23'],
    ['--start 2025-09-27 --workdays 5', '2025-10-10'],
    ['--start 2025-09-15 --days 16', '2025-10-09'],
  ])('prints the due date of %s', async (line, due) => {
    expect(await run(line)).toMatchObject({ code: EXIT.ok, out: [due] })
  })

  it("takes a division's own days from a file", async () => {
    const local = `--local ${join(folder, 'guangxi.json')}`
    expect((await run('--start 2017-03-28 --workdays 5')).out).toEqual(['2017-04-05'])
    expect((await run(`--start 2017-03-28 --workdays 5 --division 450721 ${local}`)).out).toEqual(['2017-04-08'])
    expect((await run(`--start 2017-03-28 --workdays 5 --division 620423 ${local}`)).out).toEqual(['2017-04-05'])
  })

  it.each([
    ['--start 2025-09-15 --workdays 3 --pause 2025-09-18', '--pause 应为'],
    ['--start 2025-09-15 --workdays 3 --pause 2025-09-20..2025-09-18', '--pause 应为'],
    ['--start 2025-09-15 --workdays 9999', '--workdays 应为'],
    ['--start 2025-9-15 --workdays 3', '--start 应为'],
    ['--start 2025-09-15 --workdays 3 --division 450721', '须一起给出'],
    ['--start 2025-09-15 --workdays 3 --division 4507 --local x.json', '--division 应为'],
    ['--start 2025-09-15 --workdays 3 --division 450721 --local no-such.json', '无法读取文件'],
  ])('refuses %s in plain words', async (line, words) => {
    const { code, out, said } = await run(line)
    expect({ code, out }).toEqual({ code: EXIT.usage, out: [] })
    expect(said[0]).toContain(words)
  })

  it('refuses what the calendar cannot tell, and a file that is no list of days', async () => {
    expect(await run('--start 1970-01-01 --workdays 3')).toMatchObject({ code: EXIT.no, out: [] })
    const broken = await run(`--start 2025-09-15 --workdays 3 --division 450721 --local ${join(folder, 'broken.json')}`)
    expect(broken.code).toBe(EXIT.no)
    expect(broken.said[0]).toContain('节假日文件格式不正确')
  })
})
