import { once } from 'node:events'
import { StartRefusal } from '../platform/config/index.ts'
import { runRealNames } from '../simulators/run-real-names.ts'
import { EXIT, textOption, UsageError } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'

export const simulateRealNames: Command = {
  name: 'simulate-real-names',
  summary:
    '运行实名核验模拟器(只认识虚构人员,供联调) · a simulated real-name source with invented people, to build against',
  options: {
    port: { type: 'string', value: 'PORT', help: '本机监听端口,默认任取 · port on this machine, default any' },
  },
  run: serve,
}

/** Runs until it is told to stop; prints its address and secret as one line of JSON. */
async function serve(invocation: Invocation): Promise<ExitCode> {
  if (invocation.environment['NODE_ENV'] === 'production')
    throw new StartRefusal('生产环境不运行模拟器。', 'The simulator does not run in production.')
  const port = Number(textOption(invocation, 'port') ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('端口应为 0 到 65535 · a port')
  const { server, address } = await runRealNames({ port })
  invocation.out(JSON.stringify(address))
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  server.close()
  server.closeAllConnections()
  return EXIT.ok
}
