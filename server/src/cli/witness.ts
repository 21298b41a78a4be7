import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { StartRefusal } from '../platform/config/index.ts'
import { formatVerifierKey, NoteError, parseVerifierKey, SIGNATURE, verifierKey } from '../platform/tlog/signed-note.ts'
import type { VerifierKey } from '../platform/tlog/signed-note.ts'
import { loadSigningKey } from '../platform/tlog/signing-key.ts'
import { serveWitness } from '../platform/witness/serve-witness.ts'
import { createWitnessState } from '../platform/witness/witness-state.ts'
import { createWitness } from '../platform/witness/witness.ts'
import { EXIT, textOption, textOptions, UsageError } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'

export const witnessCommand: Command = {
  name: 'witness',
  summary:
    '作为见证方运行：记住每个账本的检查点，联署前后一致的，拒绝自相矛盾的 · watch ledgers and cosign what grew out of what was seen',
  options: {
    name: { type: 'string', value: 'NAME', required: true, help: '见证方的名称，如 witness.example.cn/w1 · its name' },
    log: {
      type: 'string',
      value: 'KEY',
      repeats: true,
      required: true,
      help: '所见证账本的公钥（yiwang ledger key），可多次 · the key of a ledger to watch; may be repeated',
    },
    dir: {
      type: 'string',
      value: 'DIR',
      required: true,
      help: '存放密钥与状态的目录 · where its key and its state are kept',
    },
    listen: { type: 'string', value: 'HOST:PORT', help: '监听地址，默认 127.0.0.1:8090 · address to listen on' },
  },
  run: serve,
}

/** Runs until it is told to stop. It has no database and reads no configuration of the server. */
async function serve(invocation: Invocation): Promise<ExitCode> {
  const { host, port } = addressOf(textOption(invocation, 'listen') ?? '127.0.0.1:8090')
  const logs = textOptions(invocation, 'log').map(logKey)
  const dir = resolve(textOption(invocation, 'dir') ?? '')
  const name = textOption(invocation, 'name') ?? ''
  const key = await loadSigningKey(join(dir, 'witness.pem'))
  const own = keyNamed(() => verifierKey(name, SIGNATURE.cosignature, key))
  const state = createWitnessState(dir)
  const witness = createWitness({
    name,
    key,
    logs,
    state,
    now: () => new Date(),
    onContradiction: (origin, file) =>
      invocation.say(`✗ ${origin} 自相矛盾，证据在 ${file} · contradicts itself, evidence kept`),
  })
  const onFault = (error: unknown): void => invocation.say(String((error as Error).stack ?? error))
  const server = serveWitness({ witness, state, origins: logs.map((log) => log.name), onFault })
  server.listen(port, host)
  await once(server, 'listening').catch((error: Error) => {
    throw new StartRefusal(`无法监听 ${host}:${port}：${error.message}`, `Cannot listen on ${host}:${port}.`, error)
  })
  invocation.out(formatVerifierKey(own))
  invocation.say(`见证方在 http://${host}:${(server.address() as AddressInfo).port} · listening`)
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  server.close()
  server.closeIdleConnections()
  return EXIT.ok
}

function logKey(text: string): VerifierKey {
  const key = keyNamed(() => parseVerifierKey(text))
  if (key.type !== SIGNATURE.ed25519) throw new UsageError('不是账本的公钥 · not the key of a ledger')
  return key
}

function keyNamed(make: () => VerifierKey): VerifierKey {
  try {
    return make()
  } catch (error) {
    if (error instanceof NoteError) throw new UsageError(error.message)
    throw error
  }
}

function addressOf(text: string): { host: string; port: number } {
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(text) ?? []
  if (!host || Number(port) > 65_535) throw new UsageError('监听地址写作 HOST:PORT · write the address as HOST:PORT')
  return { host, port: Number(port) }
}
