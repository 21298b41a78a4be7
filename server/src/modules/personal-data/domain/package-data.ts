import { Type } from 'typebox'
import type { Static } from 'typebox'

/** Raised when what stands in `data.json` changes its shape. */
const FORMAT = 'yiwang-personal-data/1'

const HeldKindData = Type.Object({
  name: Type.String({ description: '种类的代码，不随版本改变' }),
  title: Type.String({ description: '种类' }),
  purpose: Type.String({ description: '处理目的' }),
  basis: Type.String({ description: '依据' }),
  source: Type.String({ description: '来源' }),
  keptFor: Type.String({ description: '保存期限' }),
  withheld: Type.Optional(Type.String({ description: '不提供的部分和理由' })),
  things: Type.Array(
    Type.Object({
      id: Type.String({ description: '在本平台的编号' }),
      title: Type.String({ description: '名称' }),
      at: Type.Optional(Type.String({ format: 'date-time', description: '产生的时间' })),
      facts: Type.Array(
        Type.Object({ label: Type.String({ description: '是什么' }), value: Type.String({ description: '内容' }) }),
      ),
      files: Type.Array(
        Type.Object({
          fileName: Type.String({ description: '原来的文件名' }),
          path: Type.String({ description: '在压缩包里的位置' }),
        }),
      ),
      keptUntil: Type.Optional(
        Type.Object({ on: Type.String({ format: 'date' }), basis: Type.String() }, { description: '必须保存到哪一天' }),
      ),
    }),
  ),
})
export type HeldKindData = Static<typeof HeldKindData>

/** `data.json`: the same that the page shows, all of it, for a program. Its JSON Schema goes along. */
export const PackageData = Type.Object(
  {
    format: Type.Literal(FORMAT),
    from: Type.String({ description: '从哪个平台来' }),
    madeAt: Type.String({ format: 'date-time', description: '制作时间' }),
    kinds: Type.Array(HeldKindData, { description: '按种类列出的个人信息' }),
    readings: Type.Array(
      Type.Object({
        at: Type.String({ format: 'date-time', description: '时间' }),
        what: Type.String({ description: '看了什么' }),
        thing: Type.Optional(Type.String({ description: '属于哪一件' })),
        purpose: Type.Optional(Type.String({ description: '目的' })),
        byName: Type.String({ description: '谁' }),
        organizationName: Type.Optional(Type.String({ description: '单位' })),
      }),
      { description: '谁看过' },
    ),
  },
  { $schema: 'https://json-schema.org/draft/2020-12/schema', title: '个人信息副本' },
)
export type PackageData = Static<typeof PackageData>

export const PACKAGE_FORMAT: PackageData['format'] = FORMAT
