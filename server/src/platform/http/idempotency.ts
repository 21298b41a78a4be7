import { sql } from 'kysely'
import pg from 'pg'
import { problem } from '../../kernel/index.ts'
import type { Actor } from '../../kernel/index.ts'
import { send, tablesOf } from '../db/index.ts'
import type { Context } from '../act/index.ts'
import { canonical } from '../ledger/entry.ts'
import type { Vault } from '../vault/vault.ts'
import { httpProblems } from './http-problems.ts'

const KEY = /^[A-Za-z0-9_-]{16,64}$/
const CONTEXT = 'http.idempotency'
const DIGEST_CONTEXT = 'http.idempotency digest'

/** A request that may be repeated: who sent it, under which key, and what it said. */
export interface Intent {
  readonly owner: string
  readonly key: string
  readonly digest: Buffer
}

/** What was answered the first time. */
export interface KeptAnswer {
  readonly status: number
  readonly body: unknown
}

/**
 * The digest is keyed: what was said may hold a password, and a plain hash of it could be guessed at.
 * @throws http/key-missing
 */
export function intentOf(
  { actor, header, vault }: { actor: Actor; header: unknown; vault: Vault },
  said: { method: string; path: string; input: unknown },
): Intent {
  if (typeof header !== 'string' || !KEY.test(header)) throw problem(httpProblems['key-missing'])
  return {
    owner: actor.accountId ?? 'anonymous',
    key: header,
    digest: vault.blind(`${said.method} ${said.path} ${canonical(said.input ?? null)}`, DIGEST_CONTEXT),
  }
}

/** For the first round trip of the transaction: no extra one is spent on looking. */
export function findAnswerStatement(intent: Intent): string {
  return `select request_digest, answer from http.idempotency where owner = ${pg.escapeLiteral(intent.owner)} and key = ${pg.escapeLiteral(intent.key)}`
}

/** @throws http/key-reused when the same key came with other content */
export function keptAnswer(
  intent: Intent,
  rows: readonly Record<string, unknown>[],
  vault: Vault,
): KeptAnswer | undefined {
  const row = rows[0] as { request_digest: Buffer; answer: Buffer } | undefined
  if (!row) return undefined
  if (!row.request_digest.equals(intent.digest)) throw problem(httpProblems['key-reused'])
  return JSON.parse(vault.open(row.answer, CONTEXT)) as KeptAnswer
}

/** In the act's own transaction: the answer is kept exactly when the act is. */
export function keepAnswer(ctx: Context, intent: Intent, answer: KeptAnswer): Promise<void> {
  const sealed = ctx.vault.seal(JSON.stringify(answer), CONTEXT)
  const insertion = sql`insert into http.idempotency (owner, key, request_digest, answer, created_at)
    values (${intent.owner}, ${intent.key}, ${intent.digest}, ${sealed}, ${ctx.now})`
  return send(ctx.tx, insertion)
}

const KEEP_HOURS = 48

/** Whoever repeats a request does so within minutes; what was answered may name a person and is not kept for longer. */
export async function forgetAnswers(ctx: Context): Promise<void> {
  const before = new Date(ctx.now.getTime() - KEEP_HOURS * 3_600_000)
  await sql`delete from http.idempotency where created_at < ${before}`.execute(tablesOf<unknown>(ctx.tx))
}
