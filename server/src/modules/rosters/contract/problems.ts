import { problems } from '../../../kernel/problem.ts'

export const rostersProblems = problems('rosters', {
  'no-such-list': { status: 404, title: '没有这种清单', detail: '没有这种清单，请从清单目录里选择。' },
  'no-such-record': {
    status: 404,
    title: '没有找到这条记录',
    detail: '这条记录不存在、已经移出，或者不在您的管辖范围内。',
  },
  'no-such-batch': { status: 404, title: '没有找到这批变更', detail: '这批变更不存在，或者不在您的管辖范围内。' },
  'in-review': {
    status: 409,
    title: '这份清单正在审核',
    detail: '本部门这份清单的上一批变更还在审核；请等审核结束，或者先撤回再修改。',
  },
  'not-possible': { status: 409, title: '现在不能这样做', detail: '这批变更现在是“{state}”，不能{act}。' },
  'nothing-to-review': {
    status: 422,
    title: '没有要提交的变更',
    detail: '这批还没有变更，请先新增、修改或者移出记录。',
  },
  'same-person': {
    status: 403,
    title: '填报和审核要由不同的人办',
    detail: '您参与过填报这批变更，要由另一个人审核。',
  },
  'cells-wrong': { status: 422, title: '有 {count} 处要改正', detail: '有 {count} 处要改正，请看每一栏的说明。' },
  'reason-missing': { status: 422, title: '请写明理由', detail: '修改和移出记录要写明理由。' },
  'effective-too-early': {
    status: 422,
    title: '公布日期太早',
    detail: '公布日期不能早于 {earliest}：不能早于今天，也不能早于所涉记录上一次变更的公布日期。',
  },
  'not-a-workbook': { status: 422, title: '这个文件打不开', detail: '{what}' },
  'strange-workbook': {
    status: 422,
    title: '不是这份清单的表格',
    detail: '表格里没有找到这份清单的栏目；请先下载表格，在下载的表格里填写。',
  },
  'too-many-rows': {
    status: 422,
    title: '表格里的行太多',
    detail: '一次最多导入 {most} 行，这个文件有 {count} 行，请分开导入。',
  },
})
