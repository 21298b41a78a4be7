import { expect, test } from '../actors/test.ts'
import { restaurant } from '../actors/items.ts'

test.use({ record: 'attacked' })

test('whoever attacks the record in the database is found out, on the supervisor’s page and by the operator’s command', async ({
  resident,
  clerk,
  supervisor,
  attacker,
  installation,
}) => {
  const aCase = await resident.applies(restaurant)
  await clerk.receives(aCase)
  const stream = `case:${aCase.id}`
  await supervisor.looksAt('/supervision/acts', 'daily-acts')
  const note = await supervisor.printsCheckpoint()

  const attacks: readonly [() => Promise<void>, RegExp][] = [
    [() => attacker.alters(stream, 2), /第 2 条被改动：内容与摘要不符/],
    [() => attacker.deletes(stream, 3), /缺少第 3 条，记录被删除/],
    [() => attacker.cutsEnd(stream, 4), /在总账第 \d+ 号位置的记录被删除/],
    [() => attacker.removes(stream), /在总账第 \d+ 号位置的记录被删除/],
  ]
  for (const [attack, finding] of attacks) {
    await attacker.during(stream, attack, async () => {
      await supervisor.verifies({ finds: [new RegExp(`${stream} ?${finding.source}`)] })
      await supervisor.findsOnly(stream)
      await supervisor.seesBrokenRecord(aCase, finding)
    })
  }

  await attacker.rewrites(stream, 2)
  await supervisor.verifies({ finds: [/与 \d+ 条时签名的检查点不符：第 \d+ 至 \d+ 号之间有记录被改写/] })
  await attacker.forgetsCheckpoints()
  await supervisor.verifies({ finds: [] })
  await supervisor.isWarned('从头重写的记录，只有与存放在别处的检查点核对才能发现')
  await supervisor.verifies({ note, finds: [/与早先的检查点（\d+ 条）不符：其中已有记录被改写/] })
  const { code, output } = await installation.verifyAgainst(note)
  expect(output).toContain('其中已有记录被改写')
  expect(code).toBe(1)
})
