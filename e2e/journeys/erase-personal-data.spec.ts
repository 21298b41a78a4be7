import { hairdresser } from '../actors/items.ts'
import { expect, test } from '../actors/test.ts'

test.use({ record: 'old' })

const SAYS = '个人信息已于2037年3月2日由廖静文依法删除'

test('ten years after the end the archivist erases what is personal, and every page says so @desktop', async ({
  resident,
  anybody,
  clerk,
  handler,
  approver,
  certificateClerk,
  archivist,
  supervisor,
  clock,
  installation,
}) => {
  const aCase = await resident.applies(hairdresser)
  await clerk.receives(aCase)
  await clerk.accepts(aCase)
  await handler.handles(aCase)
  await approver.grants(aCase)
  await certificateClerk.makesLicence(aCase)
  await certificateClerk.delivers(aCase)
  await installation.drain()
  await resident.opensCase(aCase)
  const licence = await resident.readsLicenceCode()
  const receipt = await resident.takesReceipt(aCase)
  await archivist.findsNothingDue()
  await archivist.cannot(aCase, '删除个人信息')

  await clock.at('2037-03-02T10:00:00+08:00')
  await archivist.findsDue(aCase)
  await archivist.holds(aCase, '行政复议期间')
  await archivist.liftsHold(aCase, '复议决定已生效')
  await archivist.erases(aCase, SAYS)
  await installation.drain()

  await resident.seesCase(aCase, '这个办件已经结束', SAYS)
  await expect(resident.portal.page.getByRole('main').getByText('王芳')).toHaveCount(0)
  await resident.looksAt('/my/licences', 'my-licences-erased')
  await expect(resident.portal.page.getByText('已于 2037-03-02 依法删除')).toBeVisible()
  await anybody.looksUp(aCase, SAYS)
  await anybody.verifies(licence, '已过期')
  await expect(anybody.portal.page.getByText('已于 2037-03-02 依法删除')).toBeVisible()
  await anybody.verifiesReceipt(receipt, { by: 'paste', answer: '属实' })
  await supervisor.opensRecord(aCase)
  await supervisor.isWarned('这个流的链核验通过')
  await expect(supervisor.desk.page.getByText(/由廖静文依法删除；记录本身没有变/).first()).toBeVisible()
})
