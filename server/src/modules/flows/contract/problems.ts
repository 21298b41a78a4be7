import { problems } from '../../../kernel/problem.ts'

export const flowsProblems = problems('flows', {
  'page-unknown': { status: 400, title: '找不到这一页', detail: '翻页位置“{after}”不正确，请从第一页开始。' },
  'task-unknown': { status: 404, title: '没有这个任务', detail: '任务不存在，或者不在您的管辖范围内。' },
  'task-ended': { status: 409, title: '这一步已经办过了', detail: '“{name}”已由他人办理或已取消，请刷新后查看。' },
  'task-claimed': { status: 409, title: '已被他人领取', detail: '“{name}”已由他人领取，需要先由其退还。' },
  'not-assignee': { status: 409, title: '这个任务不在您手上', detail: '只有领取人可以退还任务。' },
  'other-role': { status: 403, title: '岗位不符', detail: '“{name}”由{role}办理，您没有这个岗位。' },
  'same-person': {
    status: 403,
    title: '须由不同的人办理',
    detail: '您已办理过同一办件的其他环节，“{name}”按职责分离的要求须由他人办理。',
  },
  'cannot-return': { status: 409, title: '不能退回', detail: '流程在“{name}”这一步没有退回的去处。' },
  'instances-wrong': {
    status: 409,
    title: '多实例的个数不对',
    detail: '“{name}”要办的次数须是 0 到 {most} 的整数，请检查填报的内容。',
  },
  'already-running': { status: 409, title: '流程已经在办', detail: '这个办件已有正在办理的流程。' },
  'definition-unknown': { status: 404, title: '没有这个流程', detail: '找不到流程“{definitionId}”的第 {version} 版。' },
  'definition-part': {
    status: 409,
    title: '流程片段不能单独启动',
    detail: '“{definitionId}”的第 {version} 版是流程片段，只供其他流程调用。',
  },
  'service-unknown': { status: 409, title: '没有这个服务', detail: '“{name}”要调用的服务“{service}”现在没有提供。' },
  'definition-immutable': {
    status: 409,
    title: '已发布的流程不能修改',
    detail: '流程“{definitionId}”的第 {version} 版已经发布，内容不同，请用新的版本号。',
  },
  'flow-unknown': { status: 404, title: '没有这个流程', detail: '流程不存在，或者不在您的管辖范围内。' },
  'same-version': { status: 409, title: '两个版本相同', detail: '换版的两个版本是同一个，请另选一个。' },
  'plan-unknown': { status: 404, title: '没有这个换版安排', detail: '换版安排不存在，或者不在您的管辖范围内。' },
  'plan-replaced': {
    status: 409,
    title: '换版安排已经改变',
    detail: '这个版本后来有了新的安排，或者这个安排不是换到新版，请刷新后再看。',
  },
  'plan-circle': {
    status: 409,
    title: '换版安排绕成了圈',
    detail: '第 {version} 版已安排换到要换出的版本，请先改那个安排。',
  },
  'table-unknown': { status: 404, title: '没有这张决策表', detail: '找不到决策表“{decisionId}”的第 {version} 版。' },
  'table-immutable': {
    status: 409,
    title: '已发布的决策表不能修改',
    detail: '决策表“{decisionId}”的第 {version} 版已经发布，内容不同，请用新的版本号。',
  },
  'table-input': {
    status: 409,
    title: '决策表要用的值不对',
    detail: '决策表“{table}”要用的“{name}”{reason}，无法套用。',
  },
  'table-conflict': {
    status: 409,
    title: '决策表的规则互相冲突',
    detail: '决策表“{table}”的第 {rules} 条规则同时命中，请联系事项管理员修改决策表。',
  },
})
