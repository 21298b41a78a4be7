import { hairdresser, passerBy } from '../actors/items.ts'
import { test } from '../actors/test.ts'

test('whoever has nothing running closes the account and is forgotten; who has is told what stands against it', async ({
  resident,
  anybody,
}) => {
  const aCase = await resident.applies(hairdresser)
  await resident.cannotCloseAccount(`办件“${aCase.item.name}”（${aCase.caseNo}）还没有办完`)

  await anybody.registers(passerBy)
  await anybody.closesAccount({ wrong: 'lychee-9999', right: passerBy.password })
  await anybody.cannotSignIn(passerBy.phone, passerBy.password)
})
