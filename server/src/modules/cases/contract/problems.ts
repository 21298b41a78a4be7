import { problems } from '../../../kernel/index.ts'

export const casesProblems = problems('cases', {
  'not-found': { status: 404, title: '找不到这个办件', detail: '办件不存在，或者不在您的管辖范围内。' },
  'not-allowed-now': {
    status: 409,
    title: '当前状态不能这样办理',
    detail: '办件现在是“{state}”，不能“{action}”。请刷新后查看最新状态。',
  },
  'item-not-open': {
    status: 409,
    title: '这个事项暂时不能申请',
    detail: '“{item}”已{state}，暂不接受新的申请。',
  },
  'item-closed-meanwhile': {
    status: 409,
    title: '这个事项刚刚停止受理申请',
    detail: '“{item}”已{state}，现在不能提交。您填写的内容保存在草稿里，恢复办理后可以接着提交。',
    isRecorded: true,
  },
  'item-not-for-you': { status: 422, title: '这个事项不面向您这类申请人', detail: '“{item}”只面向{audience}办理。' },
  'answers-invalid': { status: 422, title: '表单内容有误', detail: '请按提示改正后再提交，已填写的内容不会丢失。' },
  'materials-missing': { status: 422, title: '材料不齐', detail: '还缺少必须提交的材料：{names}。' },
  'material-unknown': {
    status: 422,
    title: '没有这项材料',
    detail: '这个事项不需要您所选的材料，不得要求提供清单以外的材料。',
  },
  'too-many-files': { status: 422, title: '文件太多', detail: '一项材料最多上传 {most} 个文件。' },
  'correction-once': {
    status: 409,
    title: '补正只能告知一次',
    detail: '这个办件已经发过补正通知，不得再次要求补正（行政许可法第三十二条第四项）。',
  },
  'notify-period-over': {
    status: 409,
    title: '告知期限已过，依法视为受理',
    detail:
      '五个工作日的告知期限已于{dueOn}届满，自收到申请材料之日起即为受理（行政许可法第三十二条第四项），不能再要求补正或者不予受理。',
  },
  'correction-period-open': {
    status: 409,
    title: '补正期限还没有到',
    detail: '申请人在{dueOn}之前都可以补正，期满没有补正的才能终止办理。',
  },
  'same-person': {
    status: 403,
    title: '承办、审查、审批不得由同一人办理',
    detail: '您已经办理过这个办件的“{step}”，按规定不能再办理这一环节。',
  },
  'task-not-open': { status: 409, title: '这一环节已经办过了', detail: '它已由他人办理，请刷新后查看。' },
  'opinion-required': {
    status: 422,
    title: '请填写意见',
    detail: '退回或者不予批准必须说明理由；答复个人信息请求的，必须写明答复内容。',
  },
  'points-unchecked': {
    status: 422,
    title: '还有审查要点没有核对',
    detail:
      '有 {count} 条审查要点没有核对完：必须核对的要逐条给出合格或者不合格，不合格的要说明。您填写的内容没有丢失。',
  },
  'procedure-unknown': {
    status: 422,
    title: '没有这个特别程序',
    detail: '这个事项没有名为“{name}”且可以停止计时的法定特别程序。',
  },
  'procedure-not-here': {
    status: 422,
    title: '这一步不能启动这个特别程序',
    detail: '流程图规定，现在这一步不能启动“{name}”。',
  },
  'procedure-length-required': {
    status: 422,
    title: '请填写预计需要的工作日',
    detail: '特别程序所需时间不计入办理期限，但必须书面告知申请人需要多久（行政许可法第四十五条）。',
  },
  'already-suspended': { status: 409, title: '已经挂起', detail: '办件已因“{procedure}”停止计时。' },
  'not-suspended': { status: 409, title: '没有挂起', detail: '办件没有停止计时，不需要恢复。' },
  'item-held': {
    status: 409,
    title: '事项暂停，办件停止办理',
    detail: '“{item}”已暂停，按暂停决定，在办的办件停止办理、停止计时，事项恢复之后再办。{document}',
  },
  'item-ended': {
    status: 409,
    title: '在办的办件终止办理',
    detail: '“{item}”已{state}，按决定，在办的办件终止办理：请说明理由后终止，不再往下办。{document}',
  },
  'item-resuming': {
    status: 409,
    title: '正在恢复计时',
    detail: '“{item}”已恢复，正在恢复这个办件的计时，请过一会儿再办。',
  },
  suspended: { status: 409, title: '办件正在停止计时', detail: '办件因“{procedure}”停止计时，恢复之后才能继续办理。' },
  'nothing-to-extend': {
    status: 409,
    title: '没有可以延长的期限',
    detail: '这个办件没有正在计算的办理期限，不需要延长。',
  },
  'no-licence-to-make': {
    status: 409,
    title: '这个事项不制作证照',
    detail: '“{item}”的办理结果不是证照，可以直接送达。',
  },
  'licence-not-made': { status: 409, title: '证照还没有制作', detail: '准予的结果是证照，请先制证，再送达。' },
  'nothing-to-carry-out': {
    status: 409,
    title: '没有要实施的请求',
    detail: '这个办件没有等待实施的个人信息权利请求，可能已经由他人办理。请刷新后查看。',
  },
  'not-carried-out': {
    status: 409,
    title: '还没有实施',
    detail: '同意的请求要先由个人信息保护负责人实施，再送达答复。',
  },
  'not-erasable': { status: 409, title: '现在不能删除个人信息', detail: '原因：{why}。' },
  restricted: {
    status: 409,
    title: '个人信息已限制处理',
    detail:
      '申请人要求删除，因为法律要求保存而没有删除：现在只能存储，不能查看完整信息，也不能导出（个人信息保护法第四十七条）。',
  },
  'right-not-grantable': {
    status: 409,
    title: '现在不能同意这个请求',
    detail: '原因：{why}。可以不予批准，把理由写进答复书。',
  },
  erased: { status: 410, title: '个人信息已依法删除', detail: '这个办件的个人信息已经删除，不能恢复。' },
  'look-up-failed': {
    status: 404,
    title: '没有查到',
    detail: '查询编号或者查询密码不正确，请核对收件凭证。',
    isRecorded: true,
  },
  'applicant-invalid': { status: 422, title: '申请人信息有误', detail: '请按提示改正申请人信息。' },
  'outside-mandate': {
    status: 403,
    title: '不在授权范围内',
    detail: '这件事不在授权范围内。要代办它，请授权人扩大范围或者另外授权。',
  },
  'acting-changed': {
    status: 409,
    title: '为谁办理已经改变',
    detail: '您打开这一页以后，换了为谁办理。请看页面上方写的是谁，再开始申请。',
  },
  'no-mandate': { status: 403, title: '您没有代表这家单位的授权', detail: '请由单位授权您为经办人之后再申请。' },
  'real-name-required': {
    status: 403,
    title: '需要先实名认证',
    detail: '这个事项要求实名等级 {level} 级，您现在是 {current} 级。',
  },
})
