import { Type, type Static } from 'typebox'

/** 差异: one place in which two versions of an item say something else, in the words of its page. */
export const Difference = Type.Object({
  /** JSON pointer: into the newer content, or into the older one for what was taken out. */
  path: Type.String(),
  /** 申请材料 › 申请书 › 原件份数. */
  place: Type.String(),
  kind: Type.Union([
    Type.Literal('added', { title: '增加' }),
    Type.Literal('removed', { title: '删去' }),
    Type.Literal('changed', { title: '修改' }),
    Type.Literal('moved', { title: '换了次序' }),
  ]),
  before: Type.Optional(Type.String({ title: '原来' })),
  after: Type.Optional(Type.String({ title: '现在' })),
})
export type Difference = Static<typeof Difference>
