import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportReport } from '../modules/catalogue/contract/import-catalogue.ts'
import { EXIT, UsageError } from './command.ts'
import type { Command, Invocation } from './command.ts'

const FORMAT_TITLES: Readonly<Record<ImportReport['format'], string>> = {
  yiwang: '本平台事项文件',
  exchange: '自治区事项交换报文',
  'guangdong-list': '广东事项清单',
  'guangan-list': '广安事项清单',
  workbook: '事项导入表',
  'national-exchange': '国家事项交换表',
}

export const catalogueImport: Command = {
  name: 'catalogue import',
  summary: '导入事项文件,逐条报告 · import items, with a report of each row',
  operands: ['FILE'],
  options: {
    'dry-run': { type: 'boolean', help: '只报告,不写入 · report only, write nothing' },
    json: { type: 'boolean', help: '以 JSON 输出报告 · print the report as JSON' },
  },
  run: async (invocation) => {
    const path = invocation.operands[0] ?? ''
    const bytes = await readFile(path).catch(() => {
      throw new UsageError(`读不到文件:${path} · the file cannot be read`)
    })
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      const { api } = app.modules.catalogue
      const file = { source: basename(path), bytes, dryRun: invocation.options['dry-run'] === true }
      const report = await app.act({ mode: 'write' }, (ctx) => api.importFile(ctx, file))
      if (invocation.options['json'] === true) invocation.out(JSON.stringify(report, null, 2))
      else printReport(report, invocation)
      return report.refused.length === 0 ? EXIT.ok : EXIT.no
    })
  },
}

function printReport(report: ImportReport, { out }: Invocation): void {
  out(`${report.dryRun ? '试运行,没有写入 · dry run\n' : ''}格式:${FORMAT_TITLES[report.format]},共 ${report.rows} 条`)
  out(
    `新增 ${report.taken} · 变更 ${report.changed} · 未变 ${report.unchanged} · 拒绝 ${report.refused.length}(涉及事项 ${report.items} 个,用时 ${report.milliseconds} ms)`,
  )
  for (const { row, label, reasons } of report.refused) out(`拒绝 第 ${row} 条 ${label}:${reasons.join(';')}`)
  if (report.warningCount === 0) return
  out(`提示 ${report.warningCount} 条,各类如下 · warnings by kind`)
  const kinds = new Map<string, number>()
  for (const reason of report.warnings.flatMap((warning) => warning.reasons))
    kinds.set(reason, (kinds.get(reason) ?? 0) + 1)
  for (const [reason, count] of kinds)
    out(`  ${reason}(${count}${report.warningCount > report.warnings.length ? '+' : ''})`)
}
