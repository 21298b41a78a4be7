import { problems } from '../../kernel/index.ts'

export const archiveProblems = problems('archive', {
  'year-not-over': { status: 409, title: '这一年还没有过完', detail: '{year}年的记录还会增加，过完之后才能归档。' },
  'nothing-recorded': { status: 404, title: '这一年没有记录', detail: '总账里没有{year}年入账的记录，不需要归档。' },
  'not-signed-yet': {
    status: 409,
    title: '还有记录没有被检查点覆盖',
    detail: '{year}年有 {count} 条记录不在已签名的检查点之内。请先打印检查点（yiwang ledger checkpoint），再归档。',
  },
  'entry-missing': {
    status: 409,
    title: '总账缺少记录',
    detail: '总账第 {position} 号位置没有记录，这一年不能归档。请先核验总账（yiwang ledger verify）。',
  },
  'earlier-years-first': {
    status: 409,
    title: '更早的年份还在数据库里',
    detail: '{year}年之前还有 {count} 条记录在数据库里。请从最早的一年起依次取出。',
  },
  'reader-behind': {
    status: 409,
    title: '还有读者没有读完这一年',
    detail: '读者 {reader} 才读到第 {next} 号位置，这一年到第 {last} 号为止。等它读完（yiwang ledger readers）再取出。',
  },
  'jobs-waiting': {
    status: 409,
    title: '这一年还有没做完的后台工作',
    detail: '还有 {count} 件后台工作要用到这一年的记录。等它们做完，或者处理失败的（yiwang jobs），再取出。',
  },
  'other-archive': {
    status: 409,
    title: '归档与数据库不是同一段记录',
    detail: '{folder} 里是第 {from} 至 {to} 号的记录，数据库里这一年不是这一段。请把这个文件夹移走，重新归档。',
  },
  'entries-in-use': {
    status: 409,
    title: '记录正被占用',
    detail: '有一项长时间的读取（备份、核验或者导出）占着总账，这次没有取出，数据库没有变化。等它结束后再运行一次。',
  },
})
