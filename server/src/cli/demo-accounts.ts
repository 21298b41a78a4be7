/** Everybody's password in the demo county; `NODE_ENV=production` has no demo county. */
export const DEMO_PASSWORD = 'yiwang-demo'

/** The people of the demo county that one can sign in as, in the order of a case's life. */
export const DEMO_ACCOUNTS = [
  { login: 'wangfang', name: '王芳', title: '市民 · resident' },
  { login: 'liming', name: '李明', title: '灵山县荔香食品有限公司经办人 · company agent' },
  { login: 'chenjing', name: '陈静', title: '窗口收件 · window clerk' },
  { login: 'huangzhiqiang', name: '黄志强', title: '承办人 · handler' },
  { login: 'liangxiuying', name: '梁秀英', title: '审核人 · reviewer' },
  { login: 'qinguodong', name: '覃国栋', title: '审批人 · approver' },
  { login: 'weijianhua', name: '韦建华', title: '局领导 · agency head' },
  { login: 'suli', name: '苏丽', title: '制证员 · certificate clerk' },
  { login: 'liaojingwen', name: '廖静文', title: '档案员 · archivist' },
  { login: 'luojiaxin', name: '罗嘉信', title: '个人信息保护负责人 · data protection officer' },
  { login: 'mozhengming', name: '莫正明', title: '监察员 · supervisor' },
  { login: 'tanwenbin', name: '谭文彬', title: '事项管理员 · item administrator' },
  { login: 'nongxuemei', name: '农雪梅', title: '事项起草人 · item drafter' },
  { login: 'lumingde', name: '卢明德', title: '法制审核员 · legal reviewer' },
  { login: 'moliqing', name: '莫丽清', title: '事项审定发布员 · item publisher' },
  { login: 'ningmeihua', name: '宁美华', title: '灵城街道事项起草人 · item drafter of a street office' },
  { login: 'tanxiuzhen', name: '谭秀珍', title: '灵城街道窗口收件 · window clerk of a street office' },
  { login: 'admin', name: '系统管理员', title: '系统管理 · system administrator' },
  { login: 'luweiping', name: '陆卫平', title: '安全管理 · security administrator' },
  { login: 'ningshenji', name: '宁审计', title: '审计管理 · auditor' },
  { login: 'zhaojingtai', name: '赵景泰', title: '景泰县窗口收件 · window clerk of another county' },
] as const
