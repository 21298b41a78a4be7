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
  'kind-retired': { status: 409, title: '这种清单已经停用', detail: '这种清单已经停用，不能再填报。' },
  'columns-changed': {
    status: 409,
    title: '清单的栏目改过了',
    detail: '这批变更填报以后，清单的栏目改过了：{why}。请退回填报部门，按现在的栏目改好再提交。',
  },
  'no-such-kind-change': { status: 404, title: '没有找到这项变更', detail: '没有找到这项清单种类变更。' },
  'kind-incomplete': { status: 422, title: '没有写全', detail: '请写明清单的名称、发布机构、依据、说明和栏目。' },
  'kind-wrong': { status: 422, title: '这样的栏目不行', detail: '请改正以后再提出：{why}。' },
  'kind-taken': { status: 409, title: '已经有这种清单', detail: '已经有一种“{title}”，请换一个名称，或者修改那一种。' },
  'kind-not-met': {
    status: 409,
    title: '在册记录达不到',
    detail: '在册记录达不到这样的要求，请改了再提出：{why}。',
  },
  'kind-change-pending': {
    status: 409,
    title: '这种清单有一项变更等待批准',
    detail: '这种清单已经有一项变更等待批准，决定或者撤回以后才能再提。',
  },
  'kind-change-decided': { status: 409, title: '已经有了结果', detail: '这项清单种类变更已经有了结果。' },
  'same-proposer': { status: 403, title: '要由另一个人批准', detail: '这项变更是您提出的，要由另一个人批准。' },
  'not-proposer': { status: 403, title: '只有提出人能撤回', detail: '这项变更是别人提出的，只有提出人能撤回。' },
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
