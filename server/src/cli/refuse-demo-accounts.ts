import type { App } from '../app.ts'
import type { Config } from '../platform/config/index.ts'
import { StartRefusal } from '../platform/config/index.ts'

/** A database that was a demo once has accounts whose password is printed in the manual: production does not serve it. */
export async function refuseDemoAccounts(app: App, config: Pick<Config, 'environment'>): Promise<void> {
  if (config.environment !== 'production') return
  if (!(await app.act({ mode: 'read' }, (ctx) => app.modules.identity.api.hasDemoAccounts(ctx)))) return
  throw new StartRefusal(
    'NODE_ENV=production 拒绝启动:这个数据库里有公开口令的演示账号。请换一个空的数据库。',
    'NODE_ENV=production refuses to start: this database holds demo accounts with a published password. Use an empty one.',
  )
}
