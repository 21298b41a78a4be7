export const signInMessages = {
  title: '登录',
  lead: '登录后可以申请、查看办件和证照。只查事项和指南，不用登录。',
  name: '手机号、身份证号或登录名',
  password: '密码',
  submit: '登录',
  register: '还没有账号？注册',
  lookup: '不登录，凭编号查进度',
  errorTitle: '没有登录成功',
  nameMissing: '请填写手机号、身份证号或登录名',
  passwordMissing: '请填写密码',
  staff: { title: '这是工作人员账号', text: '工作人员请到工作台办理。', link: '去工作台' },
  demo: {
    title: '演示账号',
    text: '这是演示系统，密码都是',
    password: 'yiwang-demo',
    people: [
      { login: 'wangfang', name: '王芳，居民' },
      { login: 'liming', name: '李明，食品公司经办人' },
    ],
  },
} as const

export const registerMessages = {
  title: '注册',
  lead: '用您本人的身份信息注册。身份证号加密保存，页面上只显示前后几位。',
  name: '姓名',
  nameHelp: '和身份证上的一样，生僻字也请照写',
  citizenId: '身份证号码',
  citizenIdHelp: '18 位，最后一位可能是 X',
  phone: '手机号',
  phoneHelp: '用来登录和接收办件通知',
  password: '设置密码',
  passwordHelp: '至少 8 个字符，字母、数字、符号至少用两种',
  submit: '注册并登录',
  signIn: '已有账号？登录',
  errorTitle: '还不能注册，请改正',
} as const
