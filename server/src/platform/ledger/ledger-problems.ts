import { problems } from '../../kernel/index.ts'

export const ledgerProblems = problems('ledger', {
  'entry-too-large': {
    status: 413,
    title: '一次提交的内容太多',
    detail: '这次提交的内容超过了一条账本记录所能容纳的大小，请分几次提交。',
  },
  'contradicts-checkpoint': {
    status: 409,
    title: '账本与已签发的检查点不符',
    detail: '现有账本不是从已签发的检查点（{size} 条）延续而来，不再签发新的检查点。请立即核验总账。',
  },
  'no-such-entry': { status: 404, title: '没有这条记录', detail: '账本里没有这一条，请从办件页面重新下载。' },
  'not-signed-yet': {
    status: 503,
    title: '回执还没有准备好',
    detail: '这一步刚刚入账，还没有签名。请过一分钟再下载。',
  },
  'no-such-tile': { status: 404, title: '没有这一片', detail: '账本还没有这么大，或者地址写法不对。' },
})
