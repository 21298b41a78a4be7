import { problems } from '../../../kernel/problem.ts'

export const licencesProblems = problems('licences', {
  unknown: { status: 404, title: '找不到这张证照', detail: '它不存在，或者您不能查看。' },
  'state-forbids': { status: 409, title: '当前状态不能这样办理', detail: '这张证照现在是“{state}”，不能{act}。' },
  'code-malformed': {
    status: 422,
    title: '证照标识无法编成',
    detail: '{part}“{code}”不符合 GB/T 36904 的要求：只能是数字和大写字母，证照类型代码为18位定义机构代码加3位顺序号。',
  },
  'period-malformed': { status: 422, title: '有效期不正确', detail: '有效期的终止日期不能早于起始日期。' },
})
