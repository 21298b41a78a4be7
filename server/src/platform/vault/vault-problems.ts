import { problems } from '../../kernel/index.ts'

export const vaultProblems = problems('vault', {
  'transactions-open': {
    status: 409,
    title: '还有较早的事务没有结束',
    detail: '{count} 个事务开始得比密钥的变化更早，{seconds} 秒内没有结束。什么也没有损坏；稍后再运行一次这个命令。',
  },
  'unknown-key': { status: 404, title: '没有这个数据密钥', detail: '没有编号为 {id} 的数据密钥。' },
  'not-former': {
    status: 409,
    title: '这个数据密钥不能销毁',
    detail: '数据密钥 {id} 还在用（{state}），只有被替换下来的加密密钥才能销毁。请先轮换（yiwang keys rotate）。',
  },
  'still-used': {
    status: 409,
    title: '还有值用这个数据密钥加密',
    detail: '数据密钥 {id} 还保护着 {count} 个值（{where}）。请先把它们重新加密（yiwang keys reseal）。',
  },
  'too-early': {
    status: 409,
    title: '这个数据密钥刚刚被替换',
    detail: '数据密钥 {id} 一小时内还加密过登录中的凭据。请在 {at} 之后再销毁。',
  },
})
