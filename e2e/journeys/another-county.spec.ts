import { test } from '../actors/test.ts'
import { restaurant } from '../actors/items.ts'

test('a clerk of another county sees nothing of a case, by page and by address', async ({
  resident,
  clerk,
  clerkElsewhere,
  installation,
}) => {
  const aCase = await resident.applies(restaurant)
  await clerk.receives(aCase)
  await clerk.accepts(aCase)
  await installation.drain()
  const addresses = await clerk.readsAddresses(aCase)

  await clerkElsewhere.seesNotInInbox(aCase)
  await clerkElsewhere.cannotFind(aCase, { number: aCase.caseNo, person: '王芳' })
  await clerkElsewhere.cannotOpen(aCase)
  for (const address of addresses) await clerkElsewhere.isRefused(address)
})
