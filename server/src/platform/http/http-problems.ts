import { problems } from '../../kernel/index.ts'

/** Refusals that any route may give, before or beside what its module refuses. */
export const httpProblems = problems('http', {
  'invalid-input': { status: 400, title: '填写的内容有误', detail: '请按提示改正后再提交，已填写的内容不会丢失。' },
  'malformed-body': { status: 400, title: '请求内容无法读取', detail: '请求体不是正确的 JSON。' },
  'too-large': { status: 413, title: '内容太大', detail: '提交的内容超过了允许的大小。' },
  'unsupported-type': { status: 415, title: '不支持的内容格式', detail: '请使用规定的内容格式提交。' },
  'not-found': { status: 404, title: '找不到您要的内容', detail: '地址可能写错了，或者内容已经移走。' },
  'key-missing': {
    status: 400,
    title: '缺少请求标识',
    detail: '每次提交都要带 Idempotency-Key（16 至 64 个字母、数字、“-”或“_”）。',
  },
  'key-reused': {
    status: 422,
    title: '请求标识重复',
    detail: '同一个 Idempotency-Key 已用于另一次不同的提交，请换一个新的。',
  },
  'csrf-token': { status: 403, title: '页面已过期', detail: '请刷新页面后再提交，您填写的内容不会丢失。' },
  'too-many': { status: 429, title: '操作太频繁', detail: '请过{seconds}秒再试。' },
  unavailable: { status: 503, title: '系统正忙', detail: '系统暂时不能办理，您填写的内容没有丢失，请稍后再试。' },
  fault: {
    status: 500,
    title: '系统出错了',
    detail: '这是系统的问题，不是您的问题。请把编号 {requestId} 告诉工作人员。',
  },
})
