import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.ts'
import type { Config } from '../platform/config/index.ts'

/** What `yiwang start` prints when it serves: where, and as whom one can look around. */
export function welcome(config: Config, address: string, ms: number): string[] {
  const base = config.host === '127.0.0.1' ? address.replace('127.0.0.1', 'localhost') : address
  const lines = ['', `一网已就绪,用时 ${(ms / 1000).toFixed(1)} s · Yiwang is ready`, '']
  if (config.role !== 'worker') {
    lines.push(
      `  门户 · portal       ${base}/`,
      `  工作台 · workbench  ${base}/desk`,
      `  接口 · API          ${base}/api/openapi.json`,
    )
  }
  if (config.demo) lines.push('', ...demoAccounts())
  return [...lines, '', '按 Ctrl-C 停止 · Ctrl-C stops', '']
}

function demoAccounts(): string[] {
  const width = Math.max(...DEMO_ACCOUNTS.map(({ login }) => login.length))
  return [
    `演示账号(口令均为 ${DEMO_PASSWORD}) · demo accounts, all with this password`,
    ...DEMO_ACCOUNTS.map(({ login, name, title }) => `  ${login.padEnd(width)}  ${name}  ${title}`),
  ]
}
