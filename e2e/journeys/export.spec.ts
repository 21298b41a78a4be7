import { readFile } from 'node:fs/promises'
import { hairdresser } from '../actors/items.ts'
import { expect, test } from '../actors/test.ts'

test('a list leaves only with another person’s approval, marked, and for whoever asked @desktop', async ({
  resident,
  clerk,
  exporter,
  agencyHead,
  auditAdministrator,
  installation,
}) => {
  const aCase = await resident.applies(hairdresser)
  await clerk.receives(aCase)
  await exporter.looksAt('/exports', 'exports-mine-before')
  await exporter.looksAt('/exports/new', 'export-no-list')
  await exporter.beginsAt('/cases?number=no-such-number', '办件')
  await exporter.sees('没有可以导出的内容')
  await exporter.looksAtBothWidths('desk-export-nothing')

  await exporter.beginsAt('/cases?state=received', '办件')
  await exporter.sees('状态：已收件')
  const asked = { purpose: '统计分析', reason: '十月窗口收件情况统计', format: 'CSV 文本', alsoColumns: ['申请人'] }
  await exporter.asks(asked)
  await exporter.looksAtBothWidths('desk-exports-mine')
  await agencyHead.approves(asked.reason)
  await installation.drain()
  await exporter.findsMine(asked.reason, '可以下载')
  await exporter.looksAtBothWidths('desk-exports-made')
  const file = await readFile(await (await exporter.downloads(asked.reason)).path(), 'utf8')
  expect(file).toContain(aCase.caseNo)
  expect(file).toMatch(/^\uFEFF办件清单；导出编号 .*；导出人 黄志强.*；批准人 韦建华/)
  expect(file).toContain('王*')
  expect(file).not.toContain('王芳')

  await exporter.beginsAt('/cases', '办件')
  const other = { purpose: '上报上级机关', reason: '上报市局，要完整名单', alsoColumns: ['证件号码'], isInFull: true }
  await exporter.asks(other)
  await agencyHead.refuses(other.reason, '上报不需要证件号码')
  await exporter.findsMine(other.reason, '上报不需要证件号码')
  await agencyHead.looksAt('/exports?view=decided', 'exports-decided')

  await installation.drain()
  await auditAdministrator.opensAudit('audit')
  await auditAdministrator.searches({ 工作人员: '黄志强', 类别: '数据导出' })
  await auditAdministrator.sees('申请导出数据', '生成导出文件', '下载导出文件')
})

test('security sets who approves and how much may leave at once @desktop', async ({ exportKeeper }) => {
  await exportKeeper.desk.open('/exports/rule')
  const { page } = exportKeeper.desk
  const form = page.getByRole('form', { name: '导出规则' })
  await form.getByLabel('一次最多多少行').fill('40000')
  await form.getByLabel('修改的理由').fill('按本县办件量')
  await exportKeeper.looksAtBothWidths('desk-export-rule')
  await form.getByRole('button', { name: '保存规则' }).click()
  await expect(page.getByText('规则已保存')).toBeAttached()
  await page.reload()
  await expect(form.getByLabel('一次最多多少行')).toHaveValue('40000')
})
