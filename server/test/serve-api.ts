import { join } from 'node:path'
import { bringUpToDate, buildFrom, openDatabase } from '../src/cli/open-app.ts'
import { createClock } from '../src/platform/clock/clock.ts'
import { openControlSocket } from '../src/platform/clock/control-socket.ts'
import { readConfig } from '../src/platform/config/index.ts'
import { seedDemo } from '../src/seed.ts'

/** `yiwang start` without its pages, which these tests don't look at and which take time to build. */
const config = readConfig(process.env)
const say = (line: string) => void process.stderr.write(`${line}\n`)
const database = await openDatabase(config, say, 'refuse')
await bringUpToDate(database.url)
const clock = createClock()
const app = await buildFrom(config, database, { clock })
await seedDemo(app)
const control = await openControlSocket({ path: join(config.dataDir, 'control.sock'), clock, drain: app.drain })
await app.startWorkers()
await app.server.listen({ port: config.port, host: config.host })
process.once('SIGTERM', () => {
  void control
    .close()
    .then(() => app.close())
    .then(() => database.close())
})
