import { problems } from '../../../kernel/problem.ts'

export const limitsProblems = problems('limits', {
  'calendar-malformed': {
    status: 422,
    title: '节假日文件格式不正确',
    detail:
      '节假日文件无法读取：{reason}。请使用 holiday-cn 的年度文件，或与 data/holidays/cn-holidays.json 同格式的文件。',
  },
  'calendar-not-announced': {
    status: 422,
    title: '文件中没有已公布的放假安排',
    detail: '{years}年的文件没有国务院办公厅通知的网址或没有任何日期，说明放假安排尚未公布，不能导入。',
  },
  'installation-wide': {
    status: 403,
    title: '只有平台级系统管理员可以导入',
    detail: '国家放假安排对整个平台生效，不能由某一地方的管理员导入。',
  },
  'unknown-division': {
    status: 422,
    title: '行政区划代码不正确',
    detail: '“{division}”不是行政区划代码（6、9 或 12 位数字）。',
  },
  'outside-calendar': {
    status: 422,
    title: '超出可推算的日期范围',
    detail: '起算日应在1990年1月1日至2069年12月31日之间。',
  },
  'bad-length': {
    status: 422,
    title: '时限长度不正确',
    detail: '按工作日或自然日计算时，天数应在1至3650之间；即办和无时限应为0。',
  },
  'bad-stop': {
    status: 422,
    title: '停止计时的区间不正确',
    detail: '“{stop}”不正确：应为“开始日..结束日”，且结束日不早于开始日。',
  },
  'bad-minutes': {
    status: 422,
    title: '时限长度不正确',
    detail: '按办公时间计算时，应在1分钟至527040分钟之间；更长的时限请按天计算。',
  },
  'bad-office-hours': {
    status: 422,
    title: '办公时间不正确',
    detail: '办公时间不正确：{reason}。',
  },
  'bad-rule': { status: 422, title: '规则的数值不正确', detail: '“{rule}”的数值不正确：{why}，请核对后重新填写。' },
  'no-such-local-day': {
    status: 404,
    title: '没有登记过这一天',
    detail: '{division} 在 {date} 没有登记地方性放假或调休，无需撤销。',
  },
  'bad-page': { status: 422, title: '翻页位置不正确', detail: '请从第一页重新查看。' },
  'not-found': { status: 404, title: '没有找到正在计算的时限', detail: '该办件没有{kind}时限，或时限已经结束。' },
  'already-open': { status: 409, title: '时限已在计算中', detail: '该办件的{kind}时限已经开始计算，不能重复开始。' },
  'no-legal-basis': {
    status: 422,
    title: '停止计时必须有法定依据',
    detail: '没有法定依据的特殊环节不得停止计时（行政许可法第四十五条），请填写依据的法律条文。',
  },
  'no-written-notice': {
    status: 422,
    title: '停止计时必须书面告知申请人',
    detail: '请先出具书面告知，写明所需工作日，再停止计时（行政许可法第四十五条）。',
  },
  'unknown-limit': { status: 404, title: '找不到这个时限', detail: '它不存在，或者不在您的管辖范围内。' },
  'already-stopped': {
    status: 409,
    title: '时限已停止计时',
    detail: '“{procedure}”已经使该办件停止计时，恢复之前不能重复停止。',
  },
  'not-stopped': { status: 409, title: '时限没有停止计时', detail: '该办件当前没有停止计时，无需恢复。' },
  'nothing-to-stop': { status: 409, title: '没有可以停止的时限', detail: '该办件没有正在计算、且依法可以停止的时限。' },
  'date-out-of-order': {
    status: 422,
    title: '日期先后不正确',
    detail: '{what}（{date}）应不早于{notBefore}、不晚于{notAfter}。',
  },
  'already-extended': {
    status: 409,
    title: '时限只能延长一次',
    detail: '该时限已经延长过，依照行政许可法第四十二条不能再次延长。',
  },
  'extension-too-long': {
    status: 422,
    title: '延长的时间超过法律规定',
    detail: '依照行政许可法第四十二条，延长应在1至{most}个工作日之间。',
  },
  'not-extendable': { status: 409, title: '该时限不能延长', detail: '{kind}时限不能延长。' },
})
