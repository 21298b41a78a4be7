import type { DocumentData } from './contract/template.ts'

/** Data of awkward length for every template: a 98-character item, nineteen materials, names with 䶮 and 𠮷. */
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
    ...headOf(applicant),
    ...clockOf(),
    ...outcomeOf(),
    ...licenceOf(),
    materials,
    gaps: materials
      .slice(0, 9)
      .map(({ name }) => ({ material: name, problem: '未加盖公章；第3页缺页', requirement: '补交加盖公章的完整材料' })),
    recipient: applicant,
  }
}

function headOf(applicant: string): DocumentData {
  return {
    documentNo: '灵审受〔2026〕1号',
    organizationName: '灵山县行政审批局',
    issuedOn: '2026年11月22日',
    verifyUrl: 'https://demo.example.test/verify/450721-0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001',
    caseNo: '450721261122000017',
    queryCode: '274913',
    contact: '0777-6886123',
    applicant,
    itemName:
      '灵山县行政区域内跨乡镇的县级审批权限范围内年综合能源消费量一千吨标准煤以上不满五千吨标准煤或者年电力消费量五百万千瓦时以上的固定资产投资项目节能审查意见的核发（含变更、延期和重新审查情形）一次办理',
  }
}

function clockOf(): DocumentData {
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
    specialProcedures: ['机构评审', '现场核查'],
    procedureName: '专家评审',
    from: '2026年11月25日',
    reason: '申请事项技术复杂，依法需要组织专家评审',
    expectedWorkdays: '15',
    workdays: '10',
  }
}

function outcomeOf(): DocumentData {
  return {
    reasons: [
      '申请人未取得固定资产投资项目的备案证明，不符合《固定资产投资项目节能审查办法》第十条规定的条件。',
      '节能报告采用的主要用能设备属于国家明令淘汰的落后设备。',
    ],
    legalBasis: '《固定资产投资项目节能审查办法》第十条',
    advice: '请向钦州市发展和改革委员会提出申请。',
    reconsideration: '如不服本决定，可以自收到本决定书之日起六十日内向灵山县人民政府申请行政复议；',
    litigation: '也可以自收到本决定书之日起六个月内依法向有管辖权的人民法院提起行政诉讼。',
    content: '同意该项目节能报告，项目年综合能源消费量控制在3200吨标准煤以内',
    validity: '2026年11月22日至2030年11月21日',
    conditions: ['按照批准的内容建设', '依法接受监督检查'],
    documents: [
      { name: '准予行政许可决定书', no: '灵审许〔2026〕1号' },
      { name: '公共场所卫生许可证', no: '桂卫公证字〔2026〕第450721-00001号' },
    ],
    method: '直接送达',
    place: '灵山县政务服务中心一楼综合窗口',
    deliveredOn: '2026年11月24日',
    deliveredBy: '苏丽（演示）',
  }
}

function licenceOf(): DocumentData {
  return {
    licenceName: '公共场所卫生许可证',
    licenceNo: '桂卫公证字〔2026〕第450721-00001号',
    holder: '灵山县荔香食品有限公司（演示）',
    holderCodeTitle: '统一社会信用代码',
    holderCode: '91450721MA5N0000X0',
    licenceFields: [
      {
        label: '经营场所',
        value: '广西壮族自治区钦州市灵山县灵城街道江滨路一百二十八号荔香大厦三楼东侧三零一至三零九',
      },
      { label: '许可项目', value: '住宿场所、沐浴场所' },
    ],
    validFrom: '2026年11月22日',
    validTo: '2030年11月21日',
    identifier: '1.2.156.3005.2.11450721MB0000000X001.11450721MB0000000X.450721202611220001.001.9',
  }
}
