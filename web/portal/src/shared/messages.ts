export const sharedMessages = {
  siteName: (division: string) => `${division}政务服务`,
  pageTitle: (title: string, site: string) => `${title} · ${site}`,
  errorTitle: (title: string) => `错误：${title}`,
  skip: '跳到主要内容',
  header: {
    label: '站点',
    search: '搜索',
    mySpace: '我的',
    signIn: '登录',
    senior: '长者模式',
    seniorOff: '退出长者模式',
    help: '打 12345，找人帮您办',
  },
  footer: {
    runBy: (division: string) => `主办：${division}人民政府（演示）`,
    contact: '咨询电话：12345',
    accessibility: '无障碍声明',
    records: '办件记录怎样保存',
    lists: '公开清单',
    halls: '政务服务大厅',
    lookup: '凭编号查进度',
    verify: '核验证照',
    demo: '这是演示系统：人物、办件和证照都是虚构的，不具法律效力。',
  },
  back: '返回',
  home: '首页',
} as const

export const actingMessages = {
  label: '正在代办',
  now: (name: string) => `正在代 ${name} 办理`,
  over: (name: string) => `代 ${name} 办理的授权已经结束`,
  overText: '结束代办以后，可以接着办您自己的事。',
  leave: '结束代办',
} as const
