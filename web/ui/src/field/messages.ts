export const fieldMessages = {
  optional: '选填',
  error: '错误：',
  choose: '请选择',
} as const
