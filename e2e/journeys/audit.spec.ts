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
