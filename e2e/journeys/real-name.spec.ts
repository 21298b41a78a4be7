import { hairdresser, representative, unheardOf, upright } from '../actors/items.ts'
import { test } from '../actors/test.ts'

test('a newcomer raises the real-name level by bank card, and what was typed is still there after a refusal', async ({
  anybody,
}) => {
  await anybody.registers(upright)
  await anybody.provesBankCard({ wrong: '6222020000000000001', right: '6222020000000000000' })
})

test('who applies with too low a level is led to the real-name page, and proves the phone there', async ({
  anybody,
}) => {
  await anybody.registers(unheardOf)
  await anybody.isLedToRealName(hairdresser)
  await anybody.provesPhone()
  await anybody.looksAt('/my/companies', 'companies-low')
})

test('a legal representative looks into the camera on the source’s page, registers the company and appoints an agent', async ({
  anybody,
}) => {
  await anybody.registers(representative)
  await anybody.looksIntoCamera()
  await anybody.registersCompany({ name: '灵山县荔香食品有限公司', creditCode: '91450721MAYW00016D' })
  await anybody.appointsAgent({ name: '王芳', citizenId: '999999199003120243', until: '2027-12-31', theme: '准营准办' })
})
