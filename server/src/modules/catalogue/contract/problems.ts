import { problems } from '../../../kernel/problem.ts'

export const catalogueProblems = problems('catalogue', {
  'no-such-item': { status: 404, title: '没有找到这个事项', detail: '这个事项不存在，或者已经取消。' },
  'no-such-version': { status: 404, title: '没有找到这个版本', detail: '这个事项没有第 {version} 版。' },
  'kept-upstream': {
    status: 409,
    title: '这个事项由上级平台维护',
    detail: '这个基本目录事项来自上级事项库，本平台只读；它的变更由上级平台发布后自动取得。',
  },
  'no-such-upstream': {
    status: 404,
    title: '没有跟随这个区划的平台',
    detail: '设置里没有区划 {division} 的上级事项库。',
  },
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
    detail:
      '能导入的有：按模板填写的事项导入表（XLSX），本平台的事项文件、国家事项交换表（up_task_*）、自治区事项交换报文、广东事项清单和广安事项清单。',
  },
  'not-a-workbook': { status: 422, title: '这个文件打不开', detail: '{what}' },
  'too-many-rows': {
    status: 422,
    title: '文件里的事项太多',
    detail: '一次最多导入 {most} 条，这个文件有 {count} 条，请分开导入。',
  },
  'list-too-long': {
    status: 422,
    title: '清单太长',
    detail: '这份清单有 {count} 个事项，这种格式最多 {most} 个；请选择部门，或者下载表格。',
  },
  'no-such-draft': { status: 404, title: '没有找到这份草稿', detail: '这份草稿不存在，或者不在您的管辖范围内。' },
  'draft-exists': {
    status: 409,
    title: '这个事项正在变更',
    detail: '这个事项已经有一份草稿（{state}），请在那份草稿里继续。',
  },
  'draft-not-open': { status: 409, title: '现在不能这样做', detail: '草稿现在是“{state}”，不能{act}。' },
  'item-abolished': { status: 409, title: '事项已经取消', detail: '取消的事项不能再变更。' },
  'field-elsewhere': { status: 422, title: '内容不属于这一部分', detail: '“{field}”不属于这一部分。' },
  'section-changed': {
    status: 409,
    title: '这一部分刚刚有人改过',
    detail: '{who}在 {at} 改过这一部分，您填写的内容还在，请比较后再保存。',
  },
  'draft-has-errors': {
    status: 422,
    title: '还有 {count} 处要改正',
    detail: '草稿还有 {count} 处要改正，改正后才能提交或者发布。',
  },
  'base-superseded': {
    status: 409,
    title: '事项已经有了更新的版本',
    detail: '这份草稿是在第 {base} 版上改的，而第 {latest} 版已经发布；请先改以最新版本为基础。',
  },
  'same-drafter': {
    status: 403,
    title: '起草、审核和发布要由不同的人办',
    detail: '您已经参与过这份草稿（{as}），不能再办这一步。',
  },
  'effective-before-parent': {
    status: 422,
    title: '生效日期早于上级事项',
    detail: '上级事项第 {version} 版从 {on} 起生效，这个事项不能比它更早。',
  },
  'field-locked': {
    status: 422,
    title: '这个要素由基本目录统一规定',
    detail: '“{field}”由基本目录统一规定（锁定），采用它的事项不能修改。',
  },
  'parent-superseded': {
    status: 409,
    title: '基本目录已经有了更新的版本',
    detail: '这份草稿采用的是基本目录第 {base} 版，而第 {latest} 版已经发布；请先采用最新版本。',
  },
  'no-update': {
    status: 409,
    title: '没有等待采用的更新',
    detail: '基本目录没有比这个事项更新的版本，或者已经答复过。',
  },
  'must-take-up': {
    status: 409,
    title: '这次更新应当采用',
    detail: '基本目录没有允许不采用更新；请采用后提交审核。',
  },
  'update-not-discarded': {
    status: 409,
    title: '基本目录的更新要答复',
    detail: '基本目录下达的更新不能作废了事：请提交审核，或者（允许时）说明理由不采用。',
  },
  'not-a-base-item': { status: 409, title: '不能采用这个事项', detail: '只有在用的基本目录事项可以采用。' },
  'not-under-this-base': {
    status: 409,
    title: '不在这个基本目录的范围内',
    detail: '这个基本目录事项由 {division} 发布，只能由其范围内的部门采用。',
  },
  'not-to-be-attached': {
    status: 409,
    title: '这个事项不能挂接',
    detail: '只有还没有采用基本目录的实施清单可以挂接到基本目录事项。',
  },
  'already-adopted': {
    status: 409,
    title: '已经采用了这个事项',
    detail: '本部门已经采用了这个基本目录事项，或者正在起草。',
  },
  'no-such-adjustment': {
    status: 404,
    title: '没有找到这项事项调整',
    detail: '这项事项调整不存在，或者没有下放到本部门。',
  },
  'no-such-bulletin': {
    status: 404,
    title: '没有找到这份通报',
    detail: '这份通报不存在，或者不是本地的。',
  },
  'no-transition-clause': {
    status: 422,
    title: '还没有写明对在办件的处理',
    detail: '取消事项要写明对在办件的处理。',
  },
  'adjustment-pending': {
    status: 409,
    title: '已经有一项调整等待审定',
    detail: '这个事项已经有一项调整等待审定，审定后再提出。',
  },
  'adjustment-answered': { status: 409, title: '已经答复过', detail: '这项事项调整现在是“{state}”，不能{act}。' },
  'not-to-be-handed-down': {
    status: 409,
    title: '这个事项不能下放',
    detail: '只有在用的基本目录事项和实施清单可以下放；业务办理项随实施清单。',
  },
  'not-below': {
    status: 422,
    title: '只能下放到下级部门',
    detail: '请至少选择一个下级区划的部门；{name}不在下级区划。',
  },
  'nothing-to-take-back': {
    status: 422,
    title: '没有可以收回的',
    detail: '请选择这个事项已经下放到、还没有收回的部门。',
  },
  'effective-before-hand-down': {
    status: 422,
    title: '承接日期早于下放日期',
    detail: '这个事项自 {on} 起下放，承接和生效不能比它更早。',
  },
  'no-such-file': { status: 404, title: '没有这个文件', detail: '这个事项没有这份空白表格或示例样表。' },
  'not-to-be-divided': {
    status: 409,
    title: '不能在这个事项下设业务办理项',
    detail: '业务办理项只能设在本部门在用的实施清单下。',
  },
  'no-such-type': { status: 404, title: '没有这个权力类型', detail: '没有这个权力类型，或者不是自定的。' },
  'no-such-type-change': { status: 404, title: '没有找到这项变更', detail: '没有找到这项权力类型变更。' },
  'type-incomplete': {
    status: 422,
    title: '新的权力类型没有写全',
    detail: '新的权力类型要写明代码、名称和简称。',
  },
  'type-taken': {
    status: 409,
    title: '代码或者名称已经有了',
    detail: '代码 {code} 的“{title}”已经占用了这个代码或者名称；停用了的可以恢复。',
  },
  'type-of-standard': {
    status: 409,
    title: '国家标准规定的类型不能变更',
    detail: '国家标准（GB/T 39046）规定的权力类型不能变更，可以另外新增。',
  },
  'type-in-use': {
    status: 409,
    title: '已经有事项用了这个代码',
    detail: '已经有事项按代码 {code} 编码，不能再改代码；可以改名称和简称，或者停用。',
  },
  'type-change-pending': {
    status: 409,
    title: '这个类型有一项变更等待批准',
    detail: '这个权力类型已经有一项变更等待批准，批准以后才能再提。',
  },
  'type-change-decided': { status: 409, title: '已经有了结果', detail: '这项权力类型变更已经有了结果。' },
  'same-proposer': { status: 403, title: '要由另一个人批准', detail: '这项变更是您提出的，要由另一个人批准。' },
  'not-proposer': { status: 403, title: '只有提出人能撤回', detail: '这项变更是别人提出的，只有提出人能撤回。' },
  'effective-before-latest': {
    status: 422,
    title: '生效日期早于上一版',
    detail: '第 {version} 版从 {on} 起生效，新的版本不能比它更早。',
  },
})
