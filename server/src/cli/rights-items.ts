import { EXIT, UsageError } from './command.ts'
import type { Command } from './command.ts'

export const rightsItems: Command = {
  name: 'rights-items',
  summary:
    '发布个人信息权利事项(更正、删除、解释等),由指定机关受理 · publish the items by which people ask for rights to their data',
  options: {
    jurisdiction: { type: 'string', value: 'CODE', help: '六位行政区划代码 · six digits of the county' },
    office: {
      type: 'string',
      value: 'NAME',
      help: '受理机关的名称,与机构名录一致 · the office that answers, by its name',
    },
  },
  run: async (invocation) => {
    const { jurisdiction, office } = invocation.options
    if (typeof jurisdiction !== 'string' || typeof office !== 'string')
      throw new UsageError('请给出 --jurisdiction 和 --office · name the county and the office')
    const { withApp } = await import('./open-app.ts')
    const { seedRights } = await import('../seed-rights.ts')
    return await withApp(invocation, async (app) => {
      await seedRights(app, { jurisdiction, name: office })
      await app.drain()
      invocation.out(`个人信息权利事项已发布,由${office}受理 · published`)
      return EXIT.ok
    })
  },
}
