import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { ScopeView } from './client.ts'
import { signOnProblems } from './problems.ts'

const params = Type.Object({ uid: Type.String({ pattern: '^[A-Za-z0-9_-]{20,64}$' }) })

/** 登录请求: what an application asks of the person at the screen, and what is to be done next. */
export const SignOnRequestView = Type.Object({
  /**
   * `sign-in`: nobody is signed in here, or has to be again; `prove-more`: signed in, and the application asks for more; `consent`:
   * ask; `continue`: nothing more to ask.
   */
  step: Type.Enum(['sign-in', 'prove-more', 'consent', 'continue']),
  /** With `prove-more`: a second factor, or a real-name level. */
  lack: Type.Optional(Type.Enum(['factor', 'real-name'])),
  level: Type.Optional(Type.Integer()),
  /** Signed in already, but the application wants it done anew. */
  again: Type.Boolean(),
  client: Type.Object({ name: Type.String(), organizationName: Type.String(), host: Type.String() }),
  accountName: Type.Optional(Type.String()),
  scopes: Type.Array(ScopeView),
  /** Where the browser goes with `continue`. */
  continueTo: Type.Optional(Type.String()),
})
export type SignOnRequestView = Static<typeof SignOnRequestView>

export const GetSignOnRequest = contract({
  name: 'signOn.getSignOnRequest',
  method: 'GET',
  path: '/api/sign-on/requests/:uid',
  summary: '应用发起的登录请求',
  params,
  response: SignOnRequestView,
  problems: [signOnProblems['request-gone'], signOnProblems['password-first'], signOnProblems['factor-first']],
})

export const AnswerSignOnRequest = contract({
  name: 'signOn.answerSignOnRequest',
  method: 'POST',
  path: '/api/sign-on/requests/:uid/answer',
  summary: '同意或者不同意应用的请求',
  params,
  body: Type.Object({ answer: Type.Enum(['allow', 'refuse']) }),
  response: Type.Object({ continueTo: Type.String() }),
  problems: [signOnProblems['request-gone'], signOnProblems['password-first'], signOnProblems['factor-first']],
})
