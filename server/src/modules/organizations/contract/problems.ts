import { problems } from '../../../kernel/problem.ts'

export const organizationsProblems = problems('organizations', {
  'division-unknown': { status: 404, title: '没有这个行政区划', detail: '行政区划代码“{code}”不在库中。' },
  'organization-unknown': { status: 404, title: '没有这个部门', detail: '找不到您指定的部门，请从部门名录中选择。' },
  'staff-unknown': { status: 404, title: '没有这位工作人员', detail: '找不到您指定的工作人员。' },
  'staff-no-taken': { status: 409, title: '工号已被使用', detail: '工号“{staffNo}”已登记在别人名下，请核对。' },
  'post-unknown': { status: 404, title: '没有这个岗位', detail: '该岗位不存在，或者已经免去。' },
  'post-held': { status: 409, title: '已经担任这个岗位', detail: '该工作人员在同一部门和区划已担任“{role}”。' },
  'post-conflicts': {
    status: 409,
    title: '岗位不相容',
    detail: '“{held}”与“{added}”不能由同一人担任：系统管理员、安全管理员、审计管理员不得兼任其他岗位。',
  },
  'appointment-unknown': {
    status: 404,
    title: '没有这份任命',
    detail: '找不到您指定的任命，它可能不在您的管辖范围内。',
  },
  'appointment-decided': { status: 409, title: '已经处理过', detail: '这份任命已经确认或者退回。' },
  'appointment-over': { status: 409, title: '任期已过', detail: '这份任命的截止日期已过，只能退回。' },
  'second-person': {
    status: 409,
    title: '须由另一人确认',
    detail: '由一人提出、另一人确认；提出的人和当事人都不能确认。',
  },
  'post-period': {
    status: 400,
    title: '任职日期不正确',
    detail: '起始日期不能早于今天，截止日期不能早于起始日期；已定的截止日期不能推后，须重新提出任命。',
  },
  'post-reaches-beyond': {
    status: 409,
    title: '岗位超出部门辖区',
    detail: '岗位的区划“{division}”不在部门辖区“{organizationDivision}”之内。',
  },
  'change-unknown': {
    status: 404,
    title: '没有这项人员变动',
    detail: '找不到您指定的人员变动，它可能不在您的管辖范围内。',
  },
  'change-decided': { status: 409, title: '已经处理过', detail: '这项人员变动已经确认、退回、取消或者生效。' },
  'change-open': {
    status: 409,
    title: '已有人员变动',
    detail: '这位工作人员已有一项人员变动在等待确认或者等待日期，请先处理它。',
  },
  'change-day': { status: 400, title: '日期不正确', detail: '最后工作日和到岗日都不能早于今天。' },
  'own-change': { status: 409, title: '不能为自己办理', detail: '您自己的离职、调岗，请由另一位管理员办理。' },
  'comes-back-as-another': {
    status: 409,
    title: '工号已被使用',
    detail:
      '工号“{staffNo}”登记的是另一个姓名，或者他还有岗位、有变动在等待。请核对工号；同一个人返岗，姓名须与登记的一致。',
  },
  'successor-needed': {
    status: 409,
    title: '请指定接手人',
    detail: '这位工作人员保管着接入应用（{kept}），请指定由谁接手。',
  },
  'successor-unfit': {
    status: 409,
    title: '接手人不合适',
    detail: '接手人须是您管辖范围内有岗位的另一位工作人员。',
  },
  'substitution-unknown': {
    status: 404,
    title: '没有这项AB角',
    detail: '找不到您指定的AB角，它可能不在您的管辖范围内。',
  },
  'substitution-decided': { status: 409, title: '已经处理过', detail: '这项AB角已经确认、退回、撤销或者结束。' },
  'substitution-days': {
    status: 400,
    title: 'AB角日期不正确',
    detail: '起始日期不能早于今天，截止日期不能早于起始日期，一次最长{most}天；更长的请调整岗位。',
  },
  'substitute-unfit': {
    status: 409,
    title: '代办人不合适',
    detail: '代办人须是同一部门、有岗位的另一位工作人员，并且不是管理员。',
  },
  'substitute-away': {
    status: 409,
    title: '代办人这几天也不在岗',
    detail: '您指定的代办人在这段日期里也由别人代办，请另选一位。',
  },
  'not-substitutable': {
    status: 409,
    title: '这个岗位不设AB角',
    detail: '“{role}”不能由他人代办：系统管理员、安全管理员、审计管理员离岗时，须另行任命。',
  },
  'substituted-already': {
    status: 409,
    title: '这个岗位已有人代办',
    detail: '“{role}”在这段日期里已指定了代办人，请先撤销。',
  },
  'not-passed-on': {
    status: 403,
    title: '代办不能转授',
    detail: '您是代他人履行这个岗位，不能再为它指定或者确认AB角。',
  },
  'authorization-period': {
    status: 400,
    title: '授权期限不正确',
    detail: '终止日期不能早于起始日期，也不能早于今天。',
  },
  'doc-no-taken': { status: 409, title: '文号已被使用', detail: '本部门已有文号为“{docNo}”的授权书。' },
  'hall-unknown': { status: 404, title: '没有这个大厅', detail: '找不到您指定的政务服务大厅。' },
  'hall-name-taken': { status: 409, title: '大厅名称重复', detail: '这个单位已有名为“{name}”的大厅。' },
  'hall-plan': {
    status: 422,
    title: '平面图有误',
    detail: '平面图有{count}处要改：{first}',
  },
  'authorization-unknown': { status: 404, title: '没有这份授权书', detail: '找不到您指定的授权书。' },
  'authorization-revoked': { status: 409, title: '授权书已经撤销', detail: '这份授权书已于{revokedOn}撤销。' },
})
