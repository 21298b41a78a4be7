export const passkeyMessages = {
  unreachable: '连接不上服务器，请检查网络后重试。',
} as const
