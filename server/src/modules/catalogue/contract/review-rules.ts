import { Type, type Static } from 'typebox'

const Line = (title: string) => Type.String({ minLength: 1, maxLength: 1000, title })
const Prose = (title: string) => Type.String({ minLength: 1, maxLength: 20_000, title })
const closed = { additionalProperties: false } as const

/** 审查环节: the steps at which somebody judges an application. */
export const ReviewStep = Type.Union(
  [
    Type.Literal('accept', { title: '受理' }),
    Type.Literal('handle', { title: '承办' }),
    Type.Literal('review', { title: '审查' }),
    Type.Literal('approve', { title: '决定' }),
  ],
  { title: '审查环节' },
)
export type ReviewStep = Static<typeof ReviewStep>

/** 审查要点: one thing to look at, ticked off when the step is completed. */
export const ReviewPoint = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', title: '要点标识' }),
    name: Line('要点'),
    optional: Type.Boolean({ title: '可以不核对' }),
  },
  closed,
)
export type ReviewPoint = Static<typeof ReviewPoint>

/**
 * 审查工作细则: what is judged at a step and by what standard, so that two officials judge alike.
 * Source: 国发〔2015〕6号 (审查环节、内容、标准、要点、注意事项及不当行为需要承担的后果).
 */
export const ReviewRule = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', title: '细则标识' }),
    step: ReviewStep,
    name: Line('审查内容'),
    standard: Prose('审查标准'),
    points: Type.Array(ReviewPoint, { maxItems: 60, title: '审查要点' }),
    cautions: Type.Optional(Prose('注意事项')),
    commonProblems: Type.Optional(Prose('常见问题')),
    consequences: Type.Optional(Prose('不当行为需要承担的后果')),
  },
  closed,
)
export type ReviewRule = Static<typeof ReviewRule>
