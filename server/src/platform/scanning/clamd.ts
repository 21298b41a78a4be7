import { createReadStream } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** Where clamd listens: a socket of this machine, or a port. */
export type ClamdAddress = { readonly path: string } | { readonly host: string; readonly port: number }

export type ScanVerdict = { readonly verdict: 'clean' } | { readonly verdict: 'infected'; readonly signature: string }

/** Looks for malware in what people send. */
export interface MalwareScanner {
  /** @throws ScannerAway */
  scanFile(path: string): Promise<ScanVerdict>
  /** @throws ScannerAway */
  scanBytes(bytes: Uint8Array): Promise<ScanVerdict>
  /** Its version and that of its signatures. @throws ScannerAway */
  version(): Promise<string>
}

/** There is no verdict: it is not there, it does not answer, or it says that it cannot. */
export class ScannerAway extends Error {
  override readonly name = 'ScannerAway'
}

const PIECE = 64 * 1024
const TIMEOUT_MS = 30_000
const MOST_REPLY_LETTERS = 4_096

/** `/run/clamav/clamd.ctl`, or `host:port`. @returns undefined when it is neither */
export function parseClamdAddress(text: string): ClamdAddress | undefined {
  if (text.startsWith('/')) return { path: text }
  const found = /^(?:\[([0-9a-fA-F:]+)\]|([^\s:/[\]]+)):(\d{1,5})$/.exec(text)
  const port = Number(found?.[3])
  return found && port > 0 && port < 65_536 ? { host: (found[1] ?? found[2])!, port } : undefined
}

/** Speaks the protocol of clamd(8): INSTREAM, one connection a file, so that none waits behind another. */
export function createClamd(address: ClamdAddress, timeoutMs = TIMEOUT_MS): MalwareScanner {
  const ask = (command: string, content?: AsyncIterable<Uint8Array>) =>
    converse(address, { command, content, timeoutMs })
  return {
    scanFile: async (path) => verdictOf(await ask('INSTREAM', createReadStream(path, { highWaterMark: PIECE }))),
    scanBytes: async (bytes) => verdictOf(await ask('INSTREAM', pieces(bytes))),
    version: () => ask('VERSION'),
  }
}

interface Conversation {
  readonly command: string
  readonly content: AsyncIterable<Uint8Array> | undefined
  readonly timeoutMs: number
}

/** A command that ends in a zero byte, the content in pieces with their lengths before them, a reply that ends in a zero byte. */
async function converse(address: ClamdAddress, { command, content, timeoutMs }: Conversation): Promise<string> {
  const socket = connect(address)
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)))
  const reply = replyOf(socket)
  try {
    await Promise.race([send(socket, command, content), reply])
    return await reply
  } catch (error) {
    throw new ScannerAway(`clamd gave no verdict: ${(error as Error).message}`, { cause: error })
  } finally {
    socket.destroy()
  }
}

async function send(socket: Socket, command: string, content?: AsyncIterable<Uint8Array>): Promise<void> {
  await write(socket, Buffer.from(`z${command}\0`))
  if (!content) return
  for await (const piece of content) await write(socket, Buffer.concat([lengthOf(piece.length), piece]))
  await write(socket, lengthOf(0))
}

/** It may answer and hang up before it has read all: then the reply is what counts, and writing fails in vain. */
function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((done) => void socket.write(bytes, () => done()))
}

function replyOf(socket: Socket): Promise<string> {
  return new Promise((done, fail) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      text += part
      const end = text.indexOf('\0')
      if (end >= 0) done(text.slice(0, end).trim())
      else if (text.length > MOST_REPLY_LETTERS) fail(new Error('the reply has no end'))
    })
    socket.once('error', fail)
    socket.once('close', () => fail(new Error('it hung up without a word')))
  })
}

/** `stream: OK`, `stream: Name FOUND`, or words about what went wrong, which are no verdict. */
function verdictOf(reply: string): ScanVerdict {
  if (reply === 'stream: OK') return { verdict: 'clean' }
  const found = /^stream: (.+) FOUND$/.exec(reply)
  if (!found) throw new ScannerAway(`clamd gave no verdict: ${reply.slice(0, 200)}`)
  return { verdict: 'infected', signature: found[1]! }
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield await Promise.resolve(bytes.subarray(at, at + PIECE))
}
