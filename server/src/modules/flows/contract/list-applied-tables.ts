import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PublicId } from './task.ts'

/** 决策依据：一个办件在哪一步套用了哪张决策表，命中了哪几条规则。 */
export const AppliedTable = Type.Object({
  decisionId: Type.String(),
  decisionVersion: Type.Integer(),
  name: Type.String({ title: '决策表名称' }),
  /** The element of the flow that asked. */
  elementId: Type.Optional(Type.String()),
  appliedAt: Type.String({ format: 'date-time' }),
  decisions: Type.Array(
    Type.Object({
      name: Type.String({ title: '决策' }),
      matched: Type.Array(Type.Integer(), { title: '命中的规则' }),
      isOtherwise: Type.Boolean({ title: '没有规则命中，取缺省值' }),
      /** Only for those who work on the case: they may be answers of the form. */
      inputs: Type.Optional(Type.Array(Type.Object({ label: Type.String(), value: Type.Unknown() }))),
      result: Type.Optional(Type.Unknown({ title: '结果' })),
      ranges: Type.Optional(
        Type.Array(
          Type.Object({
            label: Type.String({ title: '结果列' }),
            range: Type.String({ title: '幅度' }),
            basis: Type.String({ title: '法律依据' }),
          }),
          { title: '法定幅度' },
        ),
      ),
    }),
  ),
})
export type AppliedTable = Static<typeof AppliedTable>

export const ListAppliedTables = contract({
  name: 'flows.listAppliedTables',
  method: 'GET',
  path: '/api/flows/of/:subject/decisions',
  summary: '列出办件套用过的决策表和命中的规则',
  params: Type.Object({ subject: PublicId }),
  response: Type.Object({ applied: Type.Array(AppliedTable) }),
})
