import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { IdentityPartners } from '../modules/identity/contract/index.ts'
import type { SimulatorAddress } from './run-real-names.ts'

export interface RunningSimulator {
  readonly address: SimulatorAddress
  /** As the file of partners would name it, one source for each kind. */
  readonly partners: IdentityPartners
  stop(): Promise<void>
}

/** Starts the simulated sources as a process of their own; done when they listen. It ends with the process that started it. */
export async function startRealNames(options: { port?: number; slowMs?: number } = {}): Promise<RunningSimulator> {
  const script = new URL('main.ts', import.meta.url).pathname
  const args = [script, String(options.port ?? 0), ...(options.slowMs === undefined ? [] : [String(options.slowMs)])]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const address = await new Promise<SimulatorAddress>((done, fail) => {
    createInterface({ input: child.stdout }).once('line', (line) => done(JSON.parse(line) as SimulatorAddress))
    child.once('error', fail)
    child.once('exit', (code) => fail(new Error(`the simulator ended with ${code}`)))
  })
  return {
    address,
    partners: partnersAt(address),
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

const KINDS = [
  { kind: 'population', title: '演示人口库（模拟，虚构人员）' },
  { kind: 'phone', title: '演示短信（模拟）' },
  { kind: 'face', title: '演示人脸核身（模拟）', validMonths: 12 },
  { kind: 'bank-card', title: '演示银行卡核验（模拟）', validMonths: 12 },
  { kind: 'certificate', title: '演示网络身份凭证（模拟）', validMonths: 24 },
  { kind: 'company', title: '演示市场主体库（模拟）' },
] as const

function partnersAt({ url, client, secret, root }: SimulatorAddress): IdentityPartners {
  const shared = { url: `${url}/sources`, client, secret, timeoutMs: 4_000 }
  return {
    realNames: KINDS.map((one) => ({
      id: `demo-${one.kind}`,
      ...one,
      ...shared,
      ...(one.kind === 'phone' && { note: `演示系统不发短信，验证码看 ${url}/messages` }),
      ...(one.kind === 'bank-card' && { note: '演示系统接受任何校验位正确的卡号，如 6222020000000000000' }),
    })),
    upstreams: [
      {
        kind: 'ticket',
        id: 'demo-province',
        title: '省统一身份认证（模拟）',
        loginUrl: `${url}/upstream/login`,
        exchangeUrl: `${url}/upstream/exchange`,
        userUrl: `${url}/upstream/user`,
        logoutUrl: `${url}/upstream/logout`,
        appMark: client,
        secret,
        levels: { '2': 2, '3': 2 },
        timeoutMs: 4_000,
      },
    ],
    authorities: [
      {
        id: 'demo-certificates',
        title: '演示数字证书认证机构（模拟）',
        certificates: root,
        holders: ['person', 'organization'],
        fields: {
          name: 'subject:CN',
          citizenId: 'extension:1.2.156.10260.4.1.1',
          creditCode: 'extension:1.2.156.10260.4.1.4',
          organizationName: 'subject:O',
        },
        gives: 3,
        note: `演示系统的证书签名工具：${url}/certificates`,
        revocation: { crls: [`${url}/certificates/crl`], timeoutMs: 4_000 },
      },
    ],
  }
}
