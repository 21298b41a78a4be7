import type { RecoveryWay } from '@yiwang/server/contract/identity'

export const recoveryMessages = {
  title: '找回密码',
  lead: '证明是您本人以后，自己设置新密码。工作人员不能替您设置，也看不到密码。',
  errorTitle: '没有办成，请看下面的原因',
  phone: {
    title: '用登记的手机',
    text: '填的信息和账号相符时，验证码发到登记的手机号。不相符的不会发送，这里也不会说账号是否存在。',
    name: '姓名',
    citizenId: '身份证号码',
    phone: '登记的手机号',
    act: '发送验证码',
  },
  start: {
    title: '用窗口给的找回码',
    text: '手机号换了，或者上面的方式不行？带身份证到政务服务中心窗口，当面核对后会给您一个 30 分钟有效的找回码。',
    account: '登记的手机号、身份证号或登录名',
    code: '找回码',
    codeHelp: '10 位字母和数字，横线可以不填',
    act: '用找回码继续',
  },
  passkey: {
    title: '用通行密钥',
    text: '账号里添加过通行密钥的，用它证明就可以，不用再做别的核验。',
    act: '使用通行密钥',
    busy: '请按设备上的提示操作',
    failed: '没有用上通行密钥',
  },
  none: '这里没有接通短信核验',
  noneText: '请用通行密钥找回，或者带身份证到政务服务中心窗口。',
  signIn: '想起来了，去登录',
  code: {
    title: '填写验证码',
    text: '信息相符的，验证码已经发到登记的手机，10 分钟内有效。',
    label: '短信验证码',
    act: '确认验证码',
    missing: '请填写短信里的数字',
    again: '没有收到？核对信息，从头再来',
  },
  prove: {
    title: '再做一项核验',
    text: '只凭一项还不够：手机号可能已经归别人使用。任选下面一项。',
    none: '这里没有接通别的核验方式，请带身份证到政务服务中心窗口。',
    counter: '都不方便？带身份证到政务服务中心窗口，当面核对后用找回码继续。',
    card: '本人的银行卡号',
    cardHelp: '只转给核验方，不保存',
    cardMissing: '请填写银行卡号，12 到 19 位数字',
    back: '在核验方的页面做完以后，点这里看结果。',
    leaving: '正在去核验方的页面',
    leavingText: '完成后会回到这里。如果没有自动打开，请点下面的链接。',
    go: '去核验',
    begin: { phone: '发送验证码', face: '开始人脸核身', certificate: '开始核验' } as Partial<
      Record<RecoveryWay['kind'], string>
    >,
    again: { phone: '重新发送', face: '重新开始', certificate: '重新开始' } as Partial<
      Record<RecoveryWay['kind'], string>
    >,
    check: {
      population: '核对姓名和身份证号',
      'bank-card': '核验银行卡',
      phone: '确认验证码',
      face: '看核验结果',
      certificate: '看核验结果',
    } as Record<RecoveryWay['kind'], string>,
  },
  wait: {
    title: '或者等一段时间',
    text: (hours: number) =>
      `不做别的核验，也可以等 ${hours} 小时。这段时间里会用所有已知的方式通知账号本人，本人可以随时停止。到时候再来这里，用手机验证一次，就能设置新密码。`,
    act: '开始等待',
  },
  waiting: {
    title: '正在等待',
    text: (when: string) => `${when} 以后，再来这里用手机验证一次，就能设置新密码。已经通知账号本人。`,
    sooner: '不想等？任选下面一项核验，现在就能设置。',
  },
  password: {
    title: '设置新密码',
    label: '新密码',
    help: '至少 8 个字符，字母、数字、符号至少用两种；15 个字符以上的不限。不能用常见的密码和自己的姓名、号码',
    note: '设置以后，所有设备都会退出，请用新密码重新登录。',
    act: '设置新密码',
    missing: '请填写新密码',
  },
  staff: { title: '这是工作人员账号', text: '请在工作台继续。', link: '去工作台' },
  restart: '从头再来',
} as const
