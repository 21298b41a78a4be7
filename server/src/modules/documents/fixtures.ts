import type { DocumentData } from './contract/template.ts'
import { SAMPLE_DATA } from './domain/sample-data.ts'

/** The sample with what is awkward in its place: a 98-character item, nineteen materials, names with 䶮 and 𠮷. */
export function awkwardData(): DocumentData {
  const applicant = '䶮𠮷演示（𬭊）'
  const names = [
    '固定资产投资项目节能报告（含电子版，加盖建设单位公章并由编制单位法定代表人签字）',
    '营业执照',
    '法定代表人身份证明',
    '授权委托书',
  ]
  const materials = Array.from({ length: 19 }, (_, index) => ({
    name: names[index % names.length]!,
    form: ['原件', '复印件', '电子'][index % 3]!,
    count: '1',
    note: index % 5 === 0 ? '容缺后补，五个工作日内补齐' : '',
  }))
  return {
    ...SAMPLE_DATA,
    ...longWords(),
    applicant,
    materials,
    gaps: materials
      .slice(0, 9)
      .map(({ name }) => ({ material: name, problem: '未加盖公章；第3页缺页', requirement: '补交加盖公章的完整材料' })),
    recipient: applicant,
    stepName: '现场核查',
    stepOutcome: '同意',
    opinion: '经现场核查，经营场所的布局、设备和用能指标与申请材料一致；一处配电室标识缺失，已当场改正。',
    performedBy: '黄志强（演示）',
    answers: materials.slice(0, 5).map(({ name }, index) => ({ label: `第 ${index + 1} 项`, value: name })),
  }
}

function longWords(): DocumentData {
  return {
    documentNo: '灵审受〔2026〕1号',
    organizationName: '灵山县行政审批局',
    itemName:
      '灵山县行政区域内跨乡镇的县级审批权限范围内年综合能源消费量一千吨标准煤以上不满五千吨标准煤或者年电力消费量五百万千瓦时以上的固定资产投资项目节能审查意见的核发（含变更、延期和重新审查情形）一次办理',
    reasons: [
      '申请人未取得固定资产投资项目的备案证明，不符合《固定资产投资项目节能审查办法》第十条规定的条件。',
      '节能报告采用的主要用能设备属于国家明令淘汰的落后设备。',
    ],
    reconsideration: '如不服本决定，可以自收到本决定书之日起六十日内向灵山县人民政府申请行政复议；',
    content: '同意该项目节能报告，项目年综合能源消费量控制在3200吨标准煤以内',
    licenceNo: '桂卫公证字〔2026〕第450721-00001号',
    holder: '灵山县荔香食品有限公司（演示）',
    holderCode: '91450721MA5N0000X0',
    licenceFields: [
      {
        label: '经营场所',
        value: '广西壮族自治区钦州市灵山县灵城街道江滨路一百二十八号荔香大厦三楼东侧三零一至三零九',
      },
      { label: '许可项目', value: '住宿场所、沐浴场所' },
    ],
    identifier: '1.2.156.3005.2.11450721MB0000000X001.11450721MB0000000X.450721202611220001.001.9',
  }
}
