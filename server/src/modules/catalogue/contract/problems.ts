import { problems } from '../../../kernel/problem.ts'

export const catalogueProblems = problems('catalogue', {
  'no-such-item': { status: 404, title: '没有找到这个事项', detail: '这个事项不存在，或者已经取消。' },
  'no-such-version': { status: 404, title: '没有找到这个版本', detail: '这个事项没有第 {version} 版。' },
  'not-possible': { status: 409, title: '现在不能这样做', detail: '事项在当前状态下不能{act}。' },
  'change-pending': {
    status: 409,
    title: '已经有一项变更等待生效',
    detail: '这个事项的上一项变更将于 {on} 生效，在此之前不能再变更。',
  },
  'effective-in-the-past': { status: 422, title: '生效日期不能早于今天', detail: '生效日期不能早于今天（{today}）。' },
  'not-json': { status: 422, title: '文件不是 JSON', detail: '文件不能按 JSON 读取：{reason}' },
  'unknown-format': {
    status: 422,
    title: '不认识这种事项文件',
    detail: '能导入的有：本平台的事项文件、自治区事项交换报文、广东事项清单和广安事项清单。',
  },
  'too-many-rows': {
    status: 422,
    title: '文件里的事项太多',
    detail: '一次最多导入 {most} 条，这个文件有 {count} 条，请分开导入。',
  },
})
