import { problems } from '../../../kernel/index.ts'

export const auditProblems = problems('audit', {
  'person-key-unknown': {
    status: 422,
    title: '这次查找已经失效',
    detail: '地址中的查找对象无法识别，请重新输入姓名、证件号码或手机号码。',
  },
  'alert-unknown': { status: 404, title: '找不到这条预警', detail: '它不存在，或者不在您的管辖范围内。' },
  'alert-decided': { status: 409, title: '已经处理过', detail: '这条预警已经说明或者确认，请刷新查看。' },
  'own-alert': { status: 409, title: '须由另一人处理', detail: '这条预警涉及您本人的操作，请由另一位管理员处理。' },
  'rule-changed': { status: 409, title: '规则已被他人改动', detail: '请刷新后核对，再设定一次。' },
  'case-unknown': { status: 404, title: '找不到这个办件', detail: '请核对办件编号或查询编号，须完全一致。' },
})
