export const errorMessages = {
  notFound: {
    title: '找不到这个页面',
    text: '网址可能写错了，或者页面已经移走。您可以搜索要办的事，或者回到首页。',
  },
  forbidden: {
    title: '您不能看这个页面',
    text: '这里的内容属于别人，或者需要用另一个账号登录。如果这是您自己的办件，请核对登录的账号；没有账号的办件可以凭编号和查询密码查看。',
  },
  tooMany: { title: '操作太频繁', text: '请过一会儿再试。' },
  busy: {
    title: '系统正忙',
    text: '系统暂时没有应答，请过一分钟再试。已经保存的草稿和已经提交的申请都在。',
  },
  fault: {
    title: '系统出错了',
    text: '这是我们的问题，不是您的操作有误。已经保存的草稿和已经提交的申请都在。请稍后再试；再出现时请告诉我们下面的编号。',
  },
  number: (id: string) => `编号：${id}`,
  goHome: '回首页',
  search: '搜索事项',
  signIn: '换账号登录',
  lookup: '凭编号查进度',
  retry: '再试一次',
  call: '打 12345 问人',
} as const
