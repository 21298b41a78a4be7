import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'

export const GetCalendarStatus = contract({
  name: 'limits.getCalendarStatus',
  method: 'GET',
  path: '/api/limits/calendar',
  summary: '工作日历的覆盖年份，以及因放假安排未公布而暂定的时限数',
  response: Type.Object({
    coveredYears: Type.Array(Type.Integer()),
    importedYears: Type.Array(Type.Integer({ description: '由本平台导入的年份；其余随产品提供' })),
    /** The year whose notice is awaited; absent while the coming year is covered. */
    missingYear: Type.Optional(Type.Integer()),
    provisionalLimits: Type.Integer(),
    localDays: Type.Integer(),
  }),
})
