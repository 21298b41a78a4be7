import { problems } from '../../../kernel/problem.ts'

export const documentsProblems = problems('documents', {
  unknown: { status: 404, title: '找不到这份文书', detail: '它不存在，或者您不能查看。' },
  'not-ready': { status: 409, title: '文书正在制作', detail: '文书已经生效，正在制作盖章文件，请稍候片刻再打开。' },
  'fields-missing': { status: 422, title: '文书内容不完整', detail: '“{template}”还缺少：{fields}。' },
  'number-format': {
    status: 422,
    title: '文号格式不正确',
    detail: '文号格式必须写有类别字、年份和顺序号的位置，例如：灵审{example}号。',
  },
})
