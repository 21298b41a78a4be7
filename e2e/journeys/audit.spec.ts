import { hairdresser } from '../actors/items.ts'
import { expect, test } from '../actors/test.ts'

test('whoever reads somebody’s data in full says for what, and the auditor finds it by the person @desktop', async ({
  resident,
  clerk,
  auditAdministrator,
  installation,
}) => {
  const aCase = await resident.applies(hairdresser)
  await clerk.receives(aCase)
  await clerk.reveals(aCase, '核实身份', '电话核实经营场所')
  await installation.drain()

  await auditAdministrator.opensAudit('audit')
  await auditAdministrator.searches({ 被查阅的人: '王芳', 类别: '查阅个人信息' })
  await auditAdministrator.sees('陈静', '申请人完整信息；核实身份', '事由：电话核实经营场所')
  await auditAdministrator.looks('audit-by-person')
  expect(auditAdministrator.desk.page.url()).not.toMatch(/王芳|%E7%8E%8B/)
  await auditAdministrator.desk.page.reload()
  await auditAdministrator.sees('事由：电话核实经营场所')

  await auditAdministrator.opensAudit('audit')
  await auditAdministrator.searches({ 工作人员: '陈静' })
  await auditAdministrator.sees('收件', '登录')
  await auditAdministrator.opensAudit('audit')
  await auditAdministrator.searches({ 工作人员: '查无此人' })
  await auditAdministrator.seesNothing()
  await auditAdministrator.looks('audit-none')
  await installation.drain()
  await auditAdministrator.opensAudit('audit')
  await auditAdministrator.searches({ 类别: '审计与核验' })
  await auditAdministrator.sees('宁审计', '按人查询审计记录')
})

test('an unusual pattern raises an alert, which names its entries and is decided with a reason @desktop', async ({
  resident,
  clerk,
  auditAdministrator,
  securityKeeper,
  installation,
}) => {
  await auditAdministrator.opensAlerts()
  await expect(auditAdministrator.desk.page.getByText('没有预警')).toBeVisible()
  await auditAdministrator.looks('audit-alerts-none')
  // An alert reaches back an hour: opened before the rule is set, the case is in it whichever look of the clerk's raises it.
  const aCase = await resident.applies(hairdresser)
  await clerk.opensCase(aCase)
  await installation.drain()
  await securityKeeper.setsRule('短时间大量查阅', { '限值（次）': '0', 理由: '试行一周' })
  await clerk.opensCase(aCase)
  await installation.drain()
  await auditAdministrator.waitsForAlert('短时间大量查阅')
  await auditAdministrator.looks('audit-alerts')
  await auditAdministrator.opensAlert('短时间大量查阅')
  await auditAdministrator.sees('陈静', '办件申请内容')
  await auditAdministrator.looks('audit-alert')
  await auditAdministrator.explains('窗口按工作安排逐件核对')
  await auditAdministrator.looks('audit-alert-explained')
})
