import type { FastifyInstance, FastifyReply } from 'fastify'
import { problem } from '../../kernel/index.ts'
import type { ArchivedYears } from '../archive/archived-years.ts'
import type { Database } from '../db/index.ts'
import { parseTilePath, TILE_WIDTH } from '../tlog/tiles.ts'
import { ledgerProblems } from './ledger-problems.ts'
import type { LedgerKeeping } from './keep-ledger.ts'
import { readTile } from './tree-store.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'
const A_MINUTE = 'public, max-age=60'
const SECONDS = 'public, max-age=2'

/** The record as others verify it: checkpoint, hashes and leaf records as files that any cache may keep (C2SP tlog-tiles). */
export function addTreeRoutes(
  server: FastifyInstance,
  parts: {
    database: Database
    archives: ArchivedYears
    ledger: Pick<LedgerKeeping, 'publication' | 'verifierKey'>
  },
): void {
  const { database, archives, ledger } = parts
  const { publication } = ledger
  server.get('/ledger/checkpoint', async (_request, reply) => {
    const { note } = (await publication.latest()) ?? (await publication.publish())
    return asPublic(reply, SECONDS).type('text/plain; charset=utf-8').send(note)
  })
  server.get('/ledger/verifier-key', async (_request, reply) =>
    asPublic(reply, A_MINUTE)
      .type('text/plain; charset=utf-8')
      .send(`${await ledger.verifierKey()}\n`),
  )
  server.get<{ Params: { '*': string } }>('/ledger/tile/*', async (request, reply) => {
    const tile = parseTilePath(request.params['*'])
    const bytes =
      tile &&
      (await database.tx('yiwang_reader', { readOnly: true, variables: { actor: 'ledger tiles' } }, (tx) =>
        readTile(tx, tile, archives),
      ))
    if (!bytes) throw problem(ledgerProblems['no-such-tile'])
    const lifetime = tile.width === TILE_WIDTH ? FOR_EVER : A_MINUTE
    return asPublic(reply, lifetime).type('application/octet-stream').send(bytes)
  })
}

/** Pages of others may read it too: a verifier need not be of this site. */
function asPublic(reply: FastifyReply, lifetime: string): FastifyReply {
  return reply.header('cache-control', lifetime).header('access-control-allow-origin', '*')
}
