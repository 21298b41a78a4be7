import { createServer, request as askHttp } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TrustedAuthority } from '../src/modules/identity/contract/index.ts'
import { HOLDER, OpensslAuthority } from './openssl-ca.ts'
import type { IssueOptions, Issued, KeyKind } from './openssl-ca.ts'

/** GM/T 0015: 个人身份标识码 and 企业组织机构代码. */
const CITIZEN_ID = '1.2.156.10260.4.1.1'
const CREDIT_CODE = '1.2.156.10260.4.1.4'

/** One authority as a county meets it: a root, what issues below it, lists over HTTP, and a responder. */
export interface CertificateWorld {
  readonly kind: KeyKind
  readonly root: OpensslAuthority
  readonly issuing: OpensslAuthority
  readonly settings: TrustedAuthority
  /** What the lists' server does. */
  trouble: 'none' | 'away'
  person(citizenId: string, name?: string, more?: Partial<IssueOptions>): Promise<Issued>
  unit(creditCode: string, name: string): Promise<Issued>
  /** Begins to answer by OCSP what is known by then: `openssl ocsp` reads its list once, and is started anew for each certificate. */
  answerByOcsp(): Promise<void>
  stopAnswering(): Promise<void>
  publishLists(): Promise<void>
  close(): Promise<void>
}

/** By lists alone, by the responder for holders, or by both. */
export type Asked = 'lists' | 'responder' | 'both'

export async function openCertificateWorld(kind: KeyKind, asked: Asked): Promise<CertificateWorld> {
  const root = await OpensslAuthority.root(kind, `测试根证书 ${kind}`)
  const issuing = await root.below(`测试签发机构 ${kind}`)
  const lists = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    const list = lists.get(request.url ?? '')
    if (world.trouble === 'away') return void request.socket.destroy()
    if (request.url === '/ocsp') return passOn(request, response, running?.port)
    response.writeHead(list ? 200 : 404, { 'content-type': 'application/pkix-crl' }).end(list)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let running: Awaited<ReturnType<OpensslAuthority['respond']>> | undefined
  const world: CertificateWorld = {
    kind,
    root,
    issuing,
    settings: settingsOf({ kind, asked, base, certificates: root.own.pem + issuing.own.pem }),
    trouble: 'none',
    person: async (citizenId, name = '测试持证人', more = {}) => {
      const issued = await issuing.issue({ ...personal(citizenId, name), ...more })
      if (running) {
        await world.stopAnswering()
        await world.answerByOcsp()
      }
      return issued
    },
    unit: (creditCode, name) => issuing.issue(ofUnit(creditCode, name)),
    answerByOcsp: async () => {
      running = await issuing.respond()
    },
    stopAnswering: async () => {
      await running?.stop()
      running = undefined
    },
    publishLists: async () => {
      lists.set('/root.crl', await root.crl())
      if (asked !== 'responder') lists.set('/issuing.crl', await issuing.crl())
    },
    close: async () => {
      await world.stopAnswering()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await root.remove()
      await issuing.remove()
    },
  }
  return world
}

function personal(citizenId: string, name: string): IssueOptions {
  const extensions = [...HOLDER, `${CITIZEN_ID}=ASN1:IMPLICIT:0,PRINTABLESTRING:${citizenId}`]
  return { subject: `/C=CN/CN=${name}`, extensions }
}

function ofUnit(creditCode: string, name: string): IssueOptions {
  const extensions = [...HOLDER, `${CREDIT_CODE}=ASN1:PRINTABLESTRING:${creditCode}`]
  return { subject: `/C=CN/O=${name}/CN=${name}`, extensions }
}

function settingsOf(about: { kind: KeyKind; asked: Asked; base: string; certificates: string }): TrustedAuthority {
  const { kind, asked, base, certificates } = about
  return {
    id: `ca-${kind}`,
    title: `测试认证机构 ${kind}`,
    certificates,
    holders: ['person', 'organization'],
    fields: {
      name: 'subject:CN',
      citizenId: `extension:${CITIZEN_ID}`,
      creditCode: `extension:${CREDIT_CODE}`,
      organizationName: 'subject:O',
    },
    gives: 3,
    revocation: {
      crls: asked === 'responder' ? [`${base}/root.crl`] : [`${base}/root.crl`, `${base}/issuing.crl`],
      ...(asked !== 'lists' && { ocsp: `${base}/ocsp` }),
      timeoutMs: 2_000,
    },
  }
}

/** The responder takes a port of its own choice each time it is started: its address is ours, its answers are openssl's. */
function passOn(request: IncomingMessage, response: ServerResponse, port: number | undefined): void {
  if (port === undefined) return void request.socket.destroy()
  const { method, headers } = request
  const asked = askHttp({ host: '127.0.0.1', port, path: '/', method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  asked.once('error', () => request.socket.destroy())
  request.pipe(asked)
}
