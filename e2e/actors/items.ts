/** What is typed, chosen from a list or ticked at the field of that label. */
export type Answer = string | { readonly choose: string } | { readonly tick: readonly string[] }

/** One step of an item's form. */
export interface Section {
  readonly title: string
  readonly answers: Readonly<Record<string, Answer>>
}

export interface Sample {
  /** The words an applicant searches for. */
  readonly search: string
  readonly plainName: string
  readonly name: string
  /** As whom: 我本人, or a company. */
  readonly applicant: string
  readonly sections: readonly Section[]
  /** Answered on the guide, where materials depend on it. */
  readonly situation?: { readonly question: string; readonly answer: string }
  /** Names of the materials that must be handed in. */
  readonly materials: readonly string[]
}

export const restaurant: Sample = {
  search: '开饭店',
  plainName: '开饭店、奶茶店、小吃店的许可',
  name: '食品经营许可（新办）',
  applicant: '我本人',
  sections: [
    {
      title: '经营场所',
      answers: {
        店铺字号: '荔香小馆（演示）',
        经营场所地址: '灵山县灵城街道荔香路 8 号',
        '经营场所面积（平方米）': '86',
      },
    },
    {
      title: '经营内容',
      answers: {
        主体业态: { choose: '餐饮服务经营者' },
        经营项目: { tick: ['热食类食品制售', '自制饮品制售'] },
        从业人员人数: '5',
      },
    },
    {
      title: '食品安全管理',
      answers: {
        食品安全管理人员姓名: '王芳',
        食品安全管理人员电话: '13900000001',
        从业人员都已取得健康证明: { tick: ['同意'] },
      },
    },
    { title: '联系人', answers: { 联系人: '王芳', 联系电话: '13900000001' } },
  ],
  materials: [
    '食品经营许可申请书',
    '营业执照或者其他主体资格证明',
    '主要设备设施布局图和操作流程',
    '食品安全规章制度目录清单',
  ],
}

export const energyReview: Sample = {
  search: '能评',
  plainName: '建厂房、上项目前的节能审查',
  name: '固定资产投资项目节能审查',
  applicant: '代表灵山县荔香食品有限公司',
  sections: [
    {
      title: '项目概况',
      answers: {
        项目名称: '荔枝深加工生产线（演示）',
        项目类型: { choose: '企业投资项目' },
        建设性质: { choose: '新建' },
        建设地点: '灵山县三海街道龙窝村',
        所属行业: '水果和坚果加工',
        '项目总投资（万元）': '8600',
        建设内容和规模: '年加工荔枝两万吨，厂房一万二千平方米',
      },
    },
    {
      title: '用能情况',
      answers: {
        '年综合能源消费量（吨标准煤，当量值）': '1800',
        '年电力消费量（万千瓦时）': '620',
        主要用能设备和能效水平: '热泵烘干机组，能效一级',
        主要节能措施: '余热回收，屋顶光伏',
        节能报告编制单位: '灵山县荔香食品有限公司',
      },
    },
    { title: '联系人', answers: { 联系人: '李明', 联系电话: '13900000002' } },
  ],
  materials: ['申请书', '节能报告'],
}

export const hairdresser: Sample = {
  search: '理发店',
  plainName: '开旅店、理发店、游泳馆的卫生许可',
  name: '公共场所卫生许可（新办）',
  applicant: '我本人',
  sections: [
    {
      title: '公共场所',
      answers: {
        场所名称: '荔乡理发店（演示）',
        场所地址: '灵山县灵城街道江滨路 3 号',
        '使用面积（平方米）': '42',
        场所类别: { choose: '理发店、美容店' },
        是否使用集中空调通风系统: { choose: '否' },
      },
    },
    { title: '人员', answers: { 法定代表人或者负责人: '王芳', 从业人员人数: '3', 卫生管理人员: '王芳' } },
    { title: '联系人', answers: { 联系人: '王芳', 联系电话: '13900000001' } },
  ],
  materials: [
    '公共场所卫生许可申请表',
    '法定代表人或者负责人身份证明',
    '公共场所地址方位示意图、平面图和卫生设施平面布局图',
    '公共场所卫生检测或者评价报告',
    '公共场所卫生管理制度',
  ],
}

export const PASSWORD = 'yiwang-demo'

/** Somebody whom the register of people knows and the platform does not yet. */
export const newcomer = {
  name: '陆小梅',
  citizenId: '999999200001010628',
  phone: '13900000066',
  password: 'lychee-2026',
}

/** Somebody who registers and soon wants to be forgotten. */
export const passerBy: Newcomer = {
  name: '过路客',
  citizenId: '999999198001010214',
  phone: '13900000067',
  password: 'lychee-2027',
}

/** Known to the simulated registers, and nobody's neighbour in another journey. */
export const upright: Newcomer = {
  name: '韦荔生',
  citizenId: '99999919920615032X',
  phone: '13900000068',
  password: 'lychee-2028',
}

/** Legal representative of the demo's company. */
export const representative: Newcomer = {
  name: '周荔香',
  citizenId: '999999197811220518',
  phone: '13900000069',
  password: 'lychee-2029',
}

/** Nobody that a register knows. */
export const unheardOf: Newcomer = {
  name: '闻所闻',
  citizenId: '999999198804230114',
  phone: '13900000070',
  password: 'lychee-2030',
}

export type Newcomer = typeof newcomer

export interface GivenFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** The smallest file that is a PDF. */
export function pdf(name: string): GivenFile {
  const text =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
  return { name: `${name}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(text) }
}

/** What the journeys know of a submitted case: where it stands, and the slip that the applicant holds. */
export interface SubmittedCase {
  readonly id: string
  readonly caseNo: string
  readonly queryCode: string
  readonly queryPassword: string
  readonly item: Sample
}

/** A real item of 灵山县 as another department takes it over: drafted in a journey, with a form, a flow and a table of its own. */
export const sportsGround: Sample = {
  search: '拆球场',
  plainName: '拆球场、健身器材，或者改作他用',
  name: '全民健身设施拆迁或者改变用途批准',
  applicant: '我本人',
  sections: [
    {
      title: '健身设施',
      answers: { 设施名称: '荔枝公园篮球场（演示）', 设施类型: { choose: '球场' }, '占地面积（平方米）': '420' },
    },
  ],
  situation: { question: '设施类型', answer: '球场' },
  materials: ['申请表'],
}

/** Asked for from one's own data, with what it concerns filled in. */
export const correction: Sample = {
  search: '个人信息更正',
  plainName: '我的个人信息不对，要求更正或者补充',
  name: '个人信息更正、补充',
  applicant: '我本人',
  sections: [
    {
      title: '哪里不对',
      answers: { 哪一项不对: '使用面积', 现在写的是什么: '42 平方米', 应当是什么: '24 平方米' },
    },
  ],
  materials: [],
}
