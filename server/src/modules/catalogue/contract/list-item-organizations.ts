import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'

export const ListItemOrganizations = contract({
  name: 'catalogue.listItemOrganizations',
  method: 'GET',
  path: '/api/items/organizations',
  summary: '列出有在用事项的部门，各有多少事项',
  query: Type.Object({
    division: Type.Optional(Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '行政区划（含下级）' })),
  }),
  response: Type.Object({
    organizations: Type.Array(
      Type.Object({
        organizationId: Type.String(),
        name: Type.String(),
        division: Type.String(),
        items: Type.Integer({ title: '事项数' }),
      }),
    ),
  }),
})
