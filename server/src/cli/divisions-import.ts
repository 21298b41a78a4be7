import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { EXIT, UsageError } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'

/** Refusals shown one by one; a file that is wrong throughout is told by its first rows. */
const MOST_SHOWN = 50

export const divisionsImport: Command = {
  name: 'divisions import',
  summary: '导入行政区划文件(重复导入不改变任何内容) · import a file of divisions; twice changes nothing',
  operands: ['FILE'],
  options: {},
  run: importFile,
}

async function importFile(invocation: Invocation): Promise<ExitCode> {
  const file = invocation.operands[0] ?? ''
  const content = await readJson(file)
  const { withApp } = await import('./open-app.ts')
  return await withApp(invocation, async (app) => {
    const input = { content, fileName: basename(file) }
    const report = await app.act({ mode: 'write' }, (ctx) => app.modules.organizations.api.importDivisions(ctx, input))
    const { taken, changed, unchanged, folded, refused } = report
    for (const row of refused.slice(0, MOST_SHOWN)) invocation.say(`拒绝 ${row.at} ${row.code}:${row.reason}`)
    if (refused.length > MOST_SHOWN) invocation.say(`……另有 ${refused.length - MOST_SHOWN} 行 · and more`)
    const numbers = { 新增: taken, 变更: changed, 未变: unchanged, 合并: folded, 拒绝: refused.length }
    const words = Object.entries(numbers).map(([word, count]) => `${word} ${count}`)
    invocation.out(
      `${words.join(',')} · taken ${taken}, changed ${changed}, unchanged ${unchanged}, folded ${folded}, refused ${refused.length}`,
    )
    return refused.length > 0 ? EXIT.no : EXIT.ok
  })
}

async function readJson(file: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`读不到文件 ${file} · cannot read it: ${(error as Error).message}`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${file} 不是 JSON 文件 · not JSON: ${(error as Error).message}`)
  }
}
