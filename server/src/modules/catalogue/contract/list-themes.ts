import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { Audience } from './item-words.ts'

const Division = Type.Optional(Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '行政区划（含下级）' }))

export const ListThemes = contract({
  name: 'catalogue.listThemes',
  method: 'GET',
  path: '/api/themes',
  summary: '列出主题，各有多少事项',
  query: Type.Object({ division: Division, audience: Type.Optional(Audience) }),
  response: Type.Object({
    themes: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        audience: Type.Array(Audience),
        items: Type.Integer({ title: '事项数' }),
      }),
    ),
  }),
})
