import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { identityProblems } from './problems.ts'
import { SessionView } from './session.ts'
import { Next, UpstreamLinking } from './upstream.ts'

export const ListCertificateAuthorities = contract({
  name: 'identity.listCertificateAuthorities',
  method: 'GET',
  path: '/api/session/certificates',
  summary: '可以用来登录的数字证书由哪些机构签发',
  response: Type.Object({
    /** Where a browser shows a certificate of its own, once a challenge was begun. */
    door: Type.Optional(Type.String()),
    authorities: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        note: Type.Optional(Type.String()),
        holders: Type.Array(Type.Union([Type.Literal('person'), Type.Literal('organization')])),
      }),
    ),
  }),
})

const CameByCertificate = Type.Object({
  next: Next,
  session: Type.Optional(SessionView),
  linking: Type.Optional(UpstreamLinking),
})

const REFUSALS = [
  identityProblems['certificates-not-here'],
  identityProblems['certificate-refused'],
  identityProblems['certificate-status-unknown'],
]

/** 挑战: one line of ASCII, so that it is the same bytes wherever it is copied to. */
export const BeginCertificate = contract({
  name: 'identity.beginCertificate',
  method: 'POST',
  path: '/api/session/certificates/challenges',
  summary: '用数字证书登录：取得待签名的一次性内容',
  body: Type.Object({ next: Type.Optional(Next) }),
  response: Type.Object({ text: Type.String(), until: Type.String({ format: 'date-time' }) }),
  problems: [identityProblems['certificates-not-here']],
})

export const SignInWithShownCertificate = contract({
  name: 'identity.signInWithShownCertificate',
  method: 'POST',
  path: '/api/session/certificates/shown',
  summary: '用浏览器里的证书登录：在证书入口出示之后',
  response: CameByCertificate,
  problems: REFUSALS,
})

export const SignInWithCertificate = contract({
  name: 'identity.signInWithCertificate',
  method: 'POST',
  path: '/api/session/certificates',
  summary: '用数字证书登录：提交对一次性内容的签名；第一次要先关联账号',
  body: Type.Object({
    signature: Type.String({ minLength: 1, maxLength: 100_000, title: '签名' }),
    certificates: Type.Optional(Type.String({ maxLength: 100_000, title: '证书' })),
  }),
  response: CameByCertificate,
  problems: REFUSALS,
})
