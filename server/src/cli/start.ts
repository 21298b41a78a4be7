import { join } from 'node:path'
import type { App } from '../app.ts'
import { createClock } from '../platform/clock/clock.ts'
import { openControlSocket } from '../platform/clock/control-socket.ts'
import type { ControlSocket } from '../platform/clock/control-socket.ts'
import type { Config } from '../platform/config/index.ts'
import { readConfig, StartRefusal } from '../platform/config/index.ts'
import { collectGarbage } from './collect-garbage.ts'
import type { RunningSimulator } from '../simulators/start-real-names.ts'
import { createRedirectServer } from '../platform/http/redirect-to-https.ts'
import { doorOf } from './certificate-door.ts'
import { EXIT } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'
import { refuseDemoAccounts } from './refuse-demo-accounts.ts'
import { listenForStop } from './stop-order.ts'
import type { StopOrder } from './stop-order.ts'

/** After so long a stop that hangs is given up; what was acknowledged is in the database all the same. */
const STOP_WITHIN_MS = 30_000

export const startCommand: Command = {
  name: 'start',
  summary: '启动一网:数据库、迁移、演示县、页面、服务 · start everything and serve',
  options: {},
  run: async (invocation) => {
    const stop = listenForStop()
    return await start(invocation, stop).finally(() => stop.forget())
  },
}

async function start({ environment, out, say }: Invocation, stop: StopOrder): Promise<ExitCode> {
  const since = Date.now()
  const config = readConfig(environment)
  // Loaded here and not above, so that `--help` and the commands without a database do not wait for it.
  const { bringUpToDate, buildFrom, openDatabase } = await import('./open-app.ts')
  const { buildWeb } = await import('./build-web.ts')
  say(`[一网] 数据目录 ${config.dataDir} · data directory`)
  const pages = servesPages(config) ? buildWeb(say) : Promise.resolve([])
  // It is waited for below; until then a failure must not end the program by itself.
  pages.catch(() => undefined)
  const database = await openDatabase(config, say, 'refuse')
  const simulator = await startSimulator(config)
  if (simulator) say(`[演示] 实名核验模拟器 ${simulator.address.url} · simulated real-name sources`)
  try {
    const count = await bringUpToDate(database.url)
    if (count > 0) say(`[数据库] 已执行 ${count} 个迁移 · migrations run`)
    await pages
    const clock = createClock()
    let control: ControlSocket | undefined
    const app = await buildFrom(config, database, { clock, ...(simulator && { partners: simulator.partners }) })
    try {
      await prepare(app, config, say)
      if (config.environment === 'test')
        control = await openControlSocket({ path: join(config.dataDir, 'control.sock'), clock, drain: app.drain })
      if (!stop.isOrdered()) await serve({ app, config, out, since })
      say(`[一网] ${await stop.ordered},正在停止 · stopping`)
    } finally {
      await control?.close()
      await close(app)
    }
    return EXIT.ok
  } catch (error) {
    // Ctrl-C while the pages are built ends the builder too: that is no failure.
    if (stop.isOrdered()) return EXIT.ok
    throw error
  } finally {
    await simulator?.stop()
    await database.close()
    say('[一网] 已停止 · stopped')
  }
}

/** The demo county has no population base to ask: a simulated one stands beside the program. */
async function startSimulator(config: Config): Promise<RunningSimulator | undefined> {
  if (!config.demo || config.role === 'worker' || config.identityPartnersFile !== undefined) return undefined
  const { startRealNames } = await import('../simulators/start-real-names.ts')
  return await startRealNames()
}

async function prepare(app: App, config: Config, say: Invocation['say']): Promise<void> {
  await refuseDemoAccounts(app, config)
  if (config.demo) {
    const { seedOnce } = await import('./seed-once.ts')
    const since = Date.now()
    if (await seedOnce(app, config))
      say(`[演示] 演示县已建立,用时 ${((Date.now() - since) / 1000).toFixed(1)} s · demo county set up`)
  }
  if (servesPages(config)) {
    const { addPages } = await import('./add-pages.ts')
    await addPages(app, config)
  }
  if (config.role !== 'web') await app.startWorkers()
}

async function serve({
  app,
  config,
  out,
  since,
}: {
  app: App
  config: Config
  out: Invocation['out']
  since: number
}): Promise<void> {
  const address = await listen(app, config)
  await listenForHttp(app, config)
  await listenAtDoor(app, config)
  const { welcome } = await import('./welcome.ts')
  collectGarbage()
  for (const line of welcome(config, address, Date.now() - since)) out(line)
}

async function listen(app: App, config: Config): Promise<string> {
  const { port, host } = config
  const address = await app.server.listen({ port, host }).catch(cannotListen({ host, port, setting: 'PORT' }))
  return config.tls ? address.replace(/^http:/, 'https:') : address
}

/** Who still comes without encryption is sent to the public address; it ends with the server. */
async function listenForHttp(app: App, { redirectPort: port, host, publicUrl }: Config): Promise<void> {
  if (port === undefined) return
  const redirect = createRedirectServer(publicUrl)
  const listening = new Promise<void>((done, fail) => {
    redirect.once('error', fail)
    redirect.listen(port, host, done)
  })
  await listening.catch(cannotListen({ host, port, setting: 'REDIRECT_PORT' }))
  app.server.server.once('close', () => redirect.close())
}

/** Where browsers show their certificates; it ends with the server. */
async function listenAtDoor(app: App, { certificatePort: port, host, tls }: Config): Promise<void> {
  if (port === undefined || !tls) return
  const { readTls } = await import('../platform/http/index.ts')
  const door = doorOf(app, await readTls(tls))
  const listening = new Promise<void>((done, fail) => {
    door.once('error', fail)
    door.listen(port, host, done)
  })
  await listening.catch(cannotListen({ host, port, setting: 'CERTIFICATE_PORT' }))
}

function cannotListen({ host, port, setting }: { host: string; port: number; setting: string }) {
  return (error: unknown): never => {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (!['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'].includes(code)) throw error
    throw new StartRefusal(
      `无法监听 ${host}:${port}(${code})。端口被占用时,可用环境变量 ${setting} 换一个。`,
      `Cannot listen on ${host}:${port} (${code}). If the port is taken, set ${setting} to another one.`,
      error,
    )
  }
}

/** Requests under way are answered and jobs under way finished first. */
async function close(app: App): Promise<void> {
  const overdue = setTimeout(() => process.exit(EXIT.fault), STOP_WITHIN_MS)
  overdue.unref()
  await app.close()
  clearTimeout(overdue)
}

function servesPages(config: Config): boolean {
  return config.role !== 'worker'
}
