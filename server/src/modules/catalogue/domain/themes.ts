import type { Audience } from '../contract/item-words.ts'

/** 主题: how the portal groups items; ids are ours, the titles are what people read. */
export interface Theme {
  readonly id: string
  readonly title: string
  readonly audience: readonly Audience[]
  /** Names under which other lists know the theme. */
  readonly alsoKnownAs: readonly string[]
}

const PERSON: readonly Audience[] = ['person']
const ORGANIZATION: readonly Audience[] = ['organization']
const BOTH: readonly Audience[] = ['person', 'organization']

export const THEMES: readonly Theme[] = [
  { id: 'birth', title: '生育收养', audience: PERSON, alsoKnownAs: ['生小孩'] },
  { id: 'household', title: '户籍办理', audience: PERSON, alsoKnownAs: ['迁居'] },
  { id: 'education', title: '教育科研', audience: BOTH, alsoKnownAs: ['升学', '义务教育', '儿童青少年', '高校毕业生'] },
  { id: 'employment', title: '就业创业', audience: BOTH, alsoKnownAs: ['找工作', '创业', '人才', '失业'] },
  { id: 'qualification', title: '职业资格', audience: BOTH, alsoKnownAs: [] },
  { id: 'marriage', title: '婚姻登记', audience: PERSON, alsoKnownAs: ['结婚', '妇女'] },
  { id: 'housing', title: '住房保障', audience: PERSON, alsoKnownAs: ['买房子'] },
  { id: 'health', title: '医疗卫生', audience: BOTH, alsoKnownAs: [] },
  {
    id: 'social-security',
    title: '社会保障',
    audience: BOTH,
    alsoKnownAs: ['社会保障（社会保险、社会救助）', '退休', '离职退休'],
  },
  { id: 'social-aid', title: '社会救助', audience: PERSON, alsoKnownAs: [] },
  { id: 'disability', title: '残疾人', audience: PERSON, alsoKnownAs: [] },
  { id: 'elderly', title: '养老服务', audience: PERSON, alsoKnownAs: ['老年人'] },
  { id: 'certificates', title: '证件办理', audience: PERSON, alsoKnownAs: [] },
  { id: 'immigration', title: '出境入境', audience: BOTH, alsoKnownAs: ['外国人', '港澳台侨'] },
  { id: 'transport', title: '交通出行', audience: BOTH, alsoKnownAs: [] },
  { id: 'justice', title: '司法公证', audience: BOTH, alsoKnownAs: ['消费维权'] },
  { id: 'tax', title: '税费缴纳', audience: BOTH, alsoKnownAs: ['纳税', '行政缴费'] },
  { id: 'public-utilities', title: '公用事业', audience: BOTH, alsoKnownAs: [] },
  { id: 'culture-sports', title: '文化体育', audience: BOTH, alsoKnownAs: ['旅游观光'] },
  { id: 'ethnic-religion', title: '民族宗教', audience: BOTH, alsoKnownAs: [] },
  { id: 'agriculture', title: '农业农村', audience: BOTH, alsoKnownAs: ['农民', '涉农补贴'] },
  { id: 'establishment', title: '设立变更', audience: ORGANIZATION, alsoKnownAs: [] },
  { id: 'market-entry', title: '准营准办', audience: ORGANIZATION, alsoKnownAs: [] },
  { id: 'investment', title: '投资审批', audience: ORGANIZATION, alsoKnownAs: [] },
  { id: 'construction', title: '规划建设', audience: ORGANIZATION, alsoKnownAs: ['城市综合执法'] },
  { id: 'environment', title: '环保绿化', audience: BOTH, alsoKnownAs: [] },
  { id: 'intellectual-property', title: '知识产权', audience: BOTH, alsoKnownAs: [] },
  { id: 'pledge', title: '抵押质押', audience: BOTH, alsoKnownAs: [] },
  { id: 'public-safety', title: '公共安全', audience: BOTH, alsoKnownAs: [] },
  { id: 'other', title: '其他', audience: BOTH, alsoKnownAs: [] },
]

const BY_NAME = new Map(THEMES.flatMap((theme) => [theme.title, ...theme.alsoKnownAs].map((name) => [name, theme.id])))
const IDS = new Set(THEMES.map((theme) => theme.id))

export function isTheme(id: string): boolean {
  return IDS.has(id)
}

/** The theme that another list calls by this name, if we have one. */
export function findThemeByName(name: string): string | undefined {
  return BY_NAME.get(name.trim())
}

export function themeTitle(id: string): string {
  return THEMES.find((theme) => theme.id === id)?.title ?? id
}
