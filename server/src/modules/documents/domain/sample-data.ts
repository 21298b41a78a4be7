import type { DocumentData } from '../contract/template.ts'

/** Whose seal a sample bears: nobody could take it for a real paper. */
export const SAMPLE_SEAL = { name: '样张样张样张样张', use: '样张无效' }

/** 样例: a value for every field of every kind, so that whoever designs a template sees the page as it will be. */
export const SAMPLE_DATA: DocumentData = {
  documentNo: '样政审〔2026〕1号',
  organizationName: '样例县行政审批局',
  issuedOn: '2026年11月22日',
  verifyUrl: 'https://example.test/verify/0000000000000000',
  caseNo: '000000261122000017',
  queryCode: '274913',
  contact: '0000-12345678',
  applicant: '张三（样例）',
  ...stepOf(),
  itemName: '公共场所卫生许可（新办）',
  ...timesOf(),
  ...outcomeOf(),
  ...deliveryOf(),
  ...licenceOf(),
  materials: [
    { name: '卫生许可申请书', form: '原件', count: '1', note: '' },
    { name: '营业场所平面图', form: '电子', count: '1', note: '' },
    { name: '从业人员健康合格证明', form: '复印件', count: '3', note: '容缺后补' },
  ],
  gaps: [
    { material: '营业场所平面图', problem: '没有标明消毒间的位置', requirement: '补交标明消毒间位置的平面图' },
    { material: '卫生检测报告', problem: '已超过有效期', requirement: '补交一年以内的检测报告' },
  ],
}

function timesOf(): DocumentData {
  return {
    receivedOn: '2026年11月20日',
    correctBy: '2026年12月4日',
    correctedOn: '2026年12月1日',
    acceptedOn: '2026年11月22日',
    statutoryLimit: '20个工作日',
    promisedLimit: '10个工作日',
    dueOn: '2026年12月4日',
    originalDueOn: '2026年11月20日',
    dueNote: '其中2027年的节假日安排尚未公布，办结日期为暂定。',
    specialProcedures: ['现场核查', '专家评审'],
    procedureName: '现场核查',
    from: '2026年11月25日',
    clause: '已经受理的，恢复后按原来的进度继续办理。',
    reason: '需要核查经营场所的卫生条件',
    expectedWorkdays: '15',
    workdays: '10',
    approvedBy: '李四（样例）',
  }
}

function stepOf(): DocumentData {
  return {
    stepName: '现场核查',
    stepOutcome: '同意',
    opinion: '经现场核查，经营场所符合规定的卫生条件。',
    performedBy: '王五（样例）',
    answers: [
      { label: '经营场所', value: '样例县样例镇样例路1号' },
      { label: '从业人数', value: '12' },
    ],
  }
}

function outcomeOf(): DocumentData {
  return {
    reasons: ['经营场所没有设置独立的消毒间。', '从业人员中有两人没有取得健康合格证明。'],
    legalBasis: '《公共场所卫生管理条例》第四条',
    advice: '请向所在地的市级主管部门提出申请。',
    reconsideration: '如不服本决定，可以自收到本决定书之日起六十日内向样例县人民政府申请行政复议；',
    litigation: '也可以自收到本决定书之日起六个月内依法向有管辖权的人民法院提起行政诉讼。',
    content: '准予在申请的经营场所从事住宿服务',
    validity: '2026年11月22日至2030年11月21日',
    conditions: ['按照批准的内容经营', '依法接受监督检查'],
  }
}

function deliveryOf(): DocumentData {
  return {
    documents: [
      { name: '准予行政许可决定书', no: '样政审许〔2026〕1号' },
      { name: '公共场所卫生许可证', no: '样卫公证字〔2026〕第00001号' },
    ],
    recipient: '张三（样例）',
    method: '直接送达',
    place: '样例县政务服务中心一楼综合窗口',
    deliveredOn: '2026年11月24日',
    deliveredBy: '王五（样例）',
    receivedBy: '张三（样例）',
    remark: '无',
  }
}

function licenceOf(): DocumentData {
  return {
    licenceName: '公共场所卫生许可证',
    licenceNo: '样卫公证字〔2026〕第00001号',
    holder: '样例旅馆有限公司',
    holderCodeTitle: '统一社会信用代码',
    holderCode: '000000000000000000',
    licenceFields: [
      { label: '经营场所', value: '样例县样例镇样例路1号' },
      { label: '许可项目', value: '住宿场所' },
    ],
    validFrom: '2026年11月22日',
    validTo: '2030年11月21日',
    identifier: '1.2.156.3005.2.000000000000000000.000000000000000000.000000000000000000.001.0',
  }
}
