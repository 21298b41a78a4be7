import { ROLES } from '../../../kernel/index.ts'
import type { Role } from '../../../kernel/index.ts'
import { PersonSearched, PersonalDataRead } from '../../../platform/ledger/index.ts'
import type { LedgerEntry } from '../../../platform/ledger/index.ts'
import { EXPORT_PURPOSES } from '../../exports/contract/index.ts'
import type { ExportPurpose } from '../../exports/contract/index.ts'
import * as exports from '../../exports/contract/events.ts'
import * as identity from '../../identity/contract/events.ts'
import * as organizations from '../../organizations/contract/events.ts'
import { AuditSearched } from '../contract/events.ts'

const METHODS: Readonly<Record<string, string>> = {
  pwd: '口令',
  otp: '动态口令',
  hwk: '通行密钥',
  swk: '通行密钥',
  recovery: '恢复码',
}

const FAILURES: Readonly<Record<string, string>> = {
  'unknown-name': '没有这个账号',
  'wrong-password': '口令不正确',
  'account-closed': '账号已停用',
  'wrong-factor': '第二因素不正确',
  'passkey-refused': '通行密钥未通过',
}

const ENDINGS: Readonly<Record<string, string>> = {
  'by-owner': '本人结束',
  'by-security': '安全管理员结束',
  'too-many': '超过允许的个数',
}

type Body = LedgerEntry['body']

/** What an entry says in words, for the kinds that an auditor looks at most; the others say it in their body. */
const SAYINGS: Readonly<Record<string, (body: Body) => string>> = {
  [PersonalDataRead.kind]: (body) => joined(text(body, 'what'), purposeOf(body)),
  [PersonSearched.kind]: (body) => `在${text(body, 'where')}中查找，找到 ${text(body, 'found')} 项`,
  [AuditSearched.kind]: (body) => `查到 ${text(body, 'found')} 条`,
  [exports.ExportAsked.kind]: (body) => joined(`${text(body, 'counted')} 行`, fullnessOf(body), purposeOf(body)),
  [exports.ExportMade.kind]: (body) =>
    joined(`${text(body, 'rows')} 行`, fullnessOf(body), purposeOf(body), `摘要 ${text(body, 'sha256')}`),
  [exports.RevealRefused.kind]: (body) => `上限 ${text(body, 'most')} 次`,
  [exports.ExportFailed.kind]: (body) => text(body, 'reason'),
  [exports.ExportDownloaded.kind]: (body) => `第 ${text(body, 'time')} 次，共 ${text(body, 'of')} 次`,
  [identity.SignedIn.kind]: methodsOf,
  [identity.SignInFailed.kind]: (body) => joined(FAILURES[text(body, 'reason')] ?? text(body, 'reason'), lockOf(body)),
  [identity.ProofRefused.kind]: lockOf,
  [identity.SessionEnded.kind]: (body) => ENDINGS[text(body, 'reason')] ?? text(body, 'reason'),
  [organizations.PostProposed.kind]: roleOf,
  [organizations.PostAssigned.kind]: roleOf,
  [organizations.PostEnded.kind]: roleOf,
}

export function describeEntry({ kind, body }: LedgerEntry): string {
  return SAYINGS[kind]?.(body) ?? ''
}

function methodsOf(body: Body): string {
  const methods = Array.isArray(body['methods']) ? body['methods'].map(String) : []
  return [...new Set(methods.map((method) => METHODS[method] ?? method))].join('、')
}

function lockOf(body: Body): string {
  const seconds = Number(body['blockedSeconds'] ?? 0)
  return seconds > 0 ? `锁定 ${seconds} 秒` : ''
}

function roleOf(body: Body): string {
  return ROLES[text(body, 'role') as Role]?.title ?? text(body, 'role')
}

function purposeOf(body: Body): string {
  return EXPORT_PURPOSES[text(body, 'purpose') as ExportPurpose] ?? text(body, 'purpose')
}

function fullnessOf(body: Body): string {
  return body['inFull'] === true ? '完整信息' : '脱敏'
}

function text(body: Body, field: string): string {
  const value = body[field]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('；')
}
