import type { App } from '../app.ts'
import { todayIn } from '../kernel/index.ts'
import type { Config } from '../platform/config/index.ts'
import { addDesk } from '../web/desk.ts'
import { addPortal } from '../web/portal.ts'
import { PORTAL_BUILD, WORKBENCH_BUILD } from './build-web.ts'

/** Mounts the officials' workbench and the public's portal on the API's server. */
export async function addPages(app: App, config: Config): Promise<void> {
  const divisionName = await app.act({ mode: 'read' }, (ctx) =>
    app.modules.organizations.api.divisionName(ctx, config.division),
  )
  await addDesk(app.server, { buildDir: WORKBENCH_BUILD, now: () => app.clock.now() })
  await addPortal(app.server, {
    buildDir: PORTAL_BUILD,
    today: () => todayIn(app.clock.now()),
    site: { jurisdiction: config.division, divisionName, publicUrl: config.publicUrl, isDemo: config.demo },
  })
}
