import { bringUpToDate, buildFrom, openDatabase } from '../src/cli/open-app.ts'
import { readConfig } from '../src/platform/config/index.ts'
import { seedDemo } from '../src/seed.ts'

/** `yiwang start` without its pages, which these tests don't look at and which take time to build. */
const config = readConfig(process.env)
const say = (line: string) => void process.stderr.write(`${line}\n`)
const database = await openDatabase(config, say, 'refuse')
await bringUpToDate(database.url)
const app = await buildFrom(config, database.url)
await seedDemo(app)
await app.startWorkers()
await app.server.listen({ port: config.port, host: config.host })
process.once('SIGTERM', () => {
  void app.close().then(() => database.close())
})
