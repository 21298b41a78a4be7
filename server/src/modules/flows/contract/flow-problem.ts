import { Type } from 'typebox'
import type { Static } from 'typebox'

/** Why a flow can't be published: which element, where on the drawing, what to do. */
export const FlowProblem = Type.Object(
  {
    elementId: Type.Optional(Type.String({ title: '元素标识' })),
    elementName: Type.Optional(Type.String({ title: '元素名称' })),
    /** Which rule refuses, for tests and for links to the manual. */
    rule: Type.String({ title: '规则' }),
    message: Type.String({ title: '说明' }),
    /** The elements that a token passed before things went wrong: the counter-example. */
    trace: Type.Optional(Type.Array(Type.String(), { title: '反例路径' })),
  },
  { title: '流程图问题' },
)
export type FlowProblem = Static<typeof FlowProblem>
