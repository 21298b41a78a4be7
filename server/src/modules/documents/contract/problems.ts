import { problems } from '../../../kernel/problem.ts'

export const documentsProblems = problems('documents', {
  unknown: { status: 404, title: '找不到这份文书', detail: '它不存在，或者您不能查看。' },
  'not-ready': { status: 409, title: '文书正在制作', detail: '文书已经生效，正在制作盖章文件，请稍候片刻再打开。' },
  'fields-missing': { status: 422, title: '文书内容不完整', detail: '“{template}”还缺少：{fields}。' },
  'kind-unknown': { status: 404, title: '没有这种文书', detail: '“{kind}”不是平台会制发的文书。' },
  'template-unknown': { status: 404, title: '找不到这个模板', detail: '“{template}”没有这一版，或者不在这里使用。' },
  'template-missing': {
    status: 409,
    title: '文书模板不能用',
    detail: '事项选用的文书模板“{template}”没有在这里发布，文书出不了。请事项管理员先发布它，或者在事项里换一个模板。',
  },
  'template-immutable': {
    status: 409,
    title: '刚有人发布了这个模板',
    detail: '“{template}”第 {version} 版已经由别人发布，不能再改。请重新打开模板看过后再发布。',
  },
  'number-format': {
    status: 422,
    title: '文号格式不正确',
    detail: '文号格式必须写有类别字、年份和顺序号的位置，例如：灵审{example}号。',
  },
})
