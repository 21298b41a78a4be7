export const liveMessages = { close: '关闭提示' } as const
