import { problems } from '../../../kernel/index.ts'

export const auditProblems = problems('audit', {
  'person-key-unknown': {
    status: 422,
    title: '这次查找已经失效',
    detail: '地址中的查找对象无法识别，请重新输入姓名、证件号码或手机号码。',
  },
  'case-unknown': { status: 404, title: '找不到这个办件', detail: '请核对办件编号或查询编号，须完全一致。' },
})
