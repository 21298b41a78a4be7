import { problems } from '../../../kernel/index.ts'

export const exportsProblems = problems('exports', {
  unknown: { status: 404, title: '找不到这项导出申请', detail: '它不存在，或者不在您的管辖范围内。' },
  'list-unknown': { status: 404, title: '没有这份清单', detail: '“{list}”不是可以导出的清单，请从清单页面进入。' },
  'conditions-unfit': { status: 422, title: '筛选条件有误', detail: '请回到清单页面重新筛选，再申请导出。' },
  'columns-unfit': { status: 422, title: '请选择要导出的列', detail: '至少选一列，并且只能从这份清单的列中选。' },
  'not-in-full': {
    status: 403,
    title: '不能导出完整信息',
    detail: '您的岗位没有查看完整个人信息的权限，或者这份清单没有可以展开的内容。请选择脱敏导出。',
  },
  'too-many-rows': {
    status: 422,
    title: '行数太多',
    detail: '符合条件的超过 {most} 行，一次最多导出 {most} 行。请缩小筛选范围后再申请。',
  },
  'no-rows': { status: 422, title: '没有可以导出的内容', detail: '符合条件的一行也没有。请调整筛选条件。' },
  'second-person': {
    status: 403,
    title: '不能审批自己的申请',
    detail: '导出申请须由另一人审批。',
  },
  'not-approver': {
    status: 403,
    title: '您不能审批这项申请',
    detail: '按本地的规则，这项导出由{who}审批。',
  },
  decided: { status: 409, title: '这项申请已经处理', detail: '别人已经审批了这项申请，或者申请人已经撤回。' },
  'not-waiting': {
    status: 409,
    title: '现在不能撤回',
    detail: '文件已经生成或者申请已经结束；生成了的文件到期会自动删除。',
  },
  'not-made': { status: 409, title: '文件还没有准备好', detail: '文件生成后才能下载，请稍后刷新页面。' },
  'used-up': {
    status: 410,
    title: '下载次数已经用完',
    detail: '这份文件最多下载 {most} 次。仍需要的，请重新申请。',
  },
  expired: { status: 410, title: '文件已经删除', detail: '导出的文件只保留 {days} 天。仍需要的，请重新申请。' },
  'reveals-used-up': {
    status: 403,
    title: '今天查看完整信息的次数已经用完',
    detail:
      '本地规定每人每天最多查看 {most} 次完整信息，您今天已经用完，只填事由不能再看。这件事已经通知安全管理员；确需继续办理的，请与安全管理员联系，或者由同事办理。明天零点重新计算。',
    isRecorded: true,
  },
  'rule-changed': {
    status: 409,
    title: '规则刚刚被别人改过',
    detail: '请刷新页面，看过现在的规则再改。',
  },
})
