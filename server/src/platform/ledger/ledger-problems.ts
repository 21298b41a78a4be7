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
  'archive-away': {
    status: 503,
    title: '归档不在原处',
    detail:
      '要看的内容里有{year}年的记录，它们在归档里，而归档不在数据目录的 {folder} 下。请系统管理员把{year}年的归档放回那里，再看一次。',
  },
  'archive-altered': {
    status: 503,
    title: '归档的记录与总账不符',
    detail:
      '{year}年归档中的记录被改动或者损坏，与账本树不符，不能显示。请系统管理员核验总账（yiwang ledger verify），并换上完好的副本。',
  },
  'tree-has-gap': {
    status: 503,
    title: '账本树有缺失',
    detail: '账本树缺少第 {level} 层第 {index} 个哈希，算不出根和证明。请系统管理员核验总账（yiwang ledger verify）。',
  },
  'no-such-tile': { status: 404, title: '没有这一片', detail: '账本还没有这么大，或者地址写法不对。' },
})
