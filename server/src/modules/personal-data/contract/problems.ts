import { problems } from '../../../kernel/index.ts'

export const personalDataProblems = problems('personal-data', {
  'own-only': {
    status: 409,
    title: '请先退出代办',
    detail: '个人信息只给本人看。您正在替别人办事，请先退出代办，再查看您自己的。',
  },
  'people-only': {
    status: 409,
    title: '工作人员的账号没有这一页',
    detail: '这里是个人查阅自己信息的地方。工作人员的岗位和登录记录请向系统管理员查询。',
  },
  'package-running': {
    status: 409,
    title: '副本正在制作',
    detail: '您已经申请过一份，正在制作。做好以后会通知您。',
  },
  'not-grantable': { status: 409, title: '现在不能实施', detail: '原因：{why}。' },
  'correction-incomplete': {
    status: 422,
    title: '请写明怎样更正',
    detail: '直接改的，请选改哪一项、改成什么；不改写的，请写更正说明。两样只填一样。',
  },
  'fact-not-changed': {
    status: 422,
    title: '这一项不能直接改',
    detail: '“{fact}”不能直接改写，请写更正说明。',
  },
  'package-unknown': { status: 404, title: '找不到这份副本', detail: '它不存在，已经过期删除，或者还没有做好。' },
})
