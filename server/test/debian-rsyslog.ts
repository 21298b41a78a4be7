import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Debian's rsyslog; on other systems, tests that need a real log server are skipped and say so. */
export const RSYSLOG_PROGRAM = '/usr/sbin/rsyslogd'
export const NO_RSYSLOG = existsSync(RSYSLOG_PROGRAM)
  ? undefined
  : `, skipped: ${RSYSLOG_PROGRAM} (rsyslog) is not installed`

export interface RunningRsyslog {
  readonly port: number
  /** Where it takes datagrams. */
  readonly udpPort: number
  /** What it has written so far: facility and severity, time, host, program, kind, structure and text, tabs between. */
  lines(): Promise<string[]>
  stop(): Promise<void>
}

/** The real server on a port of its own, writing what it understood of each message into a file. */
export async function startRsyslog(): Promise<RunningRsyslog> {
  const home = await mkdtemp(join(tmpdir(), 'yiwang-rsyslog-'))
  const [file, portFile] = [join(home, 'received.log'), join(home, 'port')]
  const udpPort = await freeUdpPort()
  const fields = ['pri', 'timestamp:::date-rfc3339', 'hostname', 'app-name', 'msgid', 'structured-data', 'msg']
  const config = [
    `global(workDirectory="${home}" maxMessageSize="64k")`,
    'module(load="imtcp")',
    `input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="${portFile}")`,
    'module(load="imudp")',
    `input(type="imudp" address="127.0.0.1" port="${udpPort}" rcvbufSize="1m")`,
    `template(name="understood" type="string" string="${fields.map((name) => `%${name}%`).join('\\t')}\\n")`,
    `action(type="omfile" file="${file}" template="understood")`,
  ]
  await writeFile(join(home, 'rsyslog.conf'), `${config.join('\n')}\n`)
  const child = spawn(RSYSLOG_PROGRAM, ['-n', '-f', join(home, 'rsyslog.conf'), '-i', join(home, 'pid')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => void (output += part))
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  for (let tries = 0; child.exitCode === null && !existsSync(portFile) && tries < 600; tries += 1) await pause(50)
  if (child.exitCode !== null) throw new Error(`rsyslogd ended by itself:\n${output}`)
  return {
    udpPort,
    port: Number(await readFile(portFile, 'utf8')),
    lines: async () => (existsSync(file) ? (await readFile(file, 'utf8')).split('\n').filter(Boolean) : []),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** imudp does not say which port it took: one that was free a moment ago. */
async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  const { port } = socket.address()
  await new Promise<void>((done) => socket.close(() => done()))
  return port
}
