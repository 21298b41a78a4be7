export const proofMessages = {
  title: '请再次验证身份',
  text: '为了防止别人动您的账号，这一步要再确认是您本人。验证后会接着办。',
  password: '密码',
  act: '验证并继续',
  again: '重新登录一次，再接着办',
  passkey: '使用通行密钥验证',
} as const
