import { test as base } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { startInstallation } from '../installation.ts'
import type { Installation } from '../installation.ts'
import { Desk } from '../pages/desk.ts'
import { VIEWPORTS } from '../pages/screens.ts'
import { Administrator } from './administrator.ts'
import { Applicant } from './applicant.ts'
import { ApplicationKeeper } from './application-keeper.ts'
import { Archivist } from './archivist.ts'
import { AuditAdministrator } from './audit-administrator.ts'
import { Attacker } from './attacker.ts'
import { Issuer } from './issuer.ts'
import { ItemDrafter } from './item-drafter.ts'
import { ItemKeeper } from './item-keeper.ts'
import { ItemImporter } from './item-importer.ts'
import { Exporter } from './exporter.ts'
import { ListKeeper } from './list-keeper.ts'
import { Official } from './official.ts'
import { Supervisor } from './supervisor.ts'

export interface Settings {
  /** Where the applicant sits. */
  applicantAt: 'phone' | 'desktop'
  /** A journey that breaks the record, or lets years pass, gets a program of its own. */
  record: 'sound' | 'attacked' | 'old'
}

interface Shared extends Settings {
  installation: Installation
}

interface Cast {
  /** The legal time, the same for everybody; it stands at {@link MORNING} when a journey begins. */
  clock: { at(instant: string): Promise<void> }
  resident: Applicant
  residentWithoutScripts: Applicant
  agent: Applicant
  villageAgent: Applicant
  /** Somebody who does not sign in. */
  anybody: Applicant
  anybodyWithoutScripts: Applicant
  clerk: Official
  /** The same person's colleague at the next window, with a screen of her own. */
  clerkBeside: Official
  handler: Official
  /** The same person with the case open on a second screen. */
  handlerBeside: Official
  reviewer: Official
  approver: Official
  certificateClerk: Official
  itemAdmin: ItemKeeper
  /** Write, review and publish items: three people. */
  drafter: ItemDrafter
  streetDrafter: ItemDrafter
  importer: ItemImporter
  legalReviewer: ItemDrafter
  publisher: ItemDrafter
  /** Keep public lists: one writes, another reviews. */
  listKeeper: ListKeeper
  listReviewer: ListKeeper
  /** Publishes base items above the county. */
  issuer: Issuer
  archivist: Archivist
  clerkElsewhere: Official
  supervisor: Supervisor
  applicationKeeper: ApplicationKeeper
  applicationReviewer: ApplicationKeeper
  /** Proposes posts, opens and closes accounts. */
  systemAdmin: Administrator
  /** Confirms what the other proposed. */
  securityAdmin: Administrator
  /** Of the office in which the others of a case work. */
  head: Official
  /** Works where no other journey does, and leaves. */
  leaver: Official
  /** Is registered by a journey, and has no account before. */
  joiner: Official
  /** Searches the record, and holds no other office. */
  auditAdministrator: AuditAdministrator
  /** Sets what counts as unusual. */
  securityKeeper: AuditAdministrator
  /** Handles cases, and asks for exports of them. */
  exporter: Exporter
  agencyHead: Exporter
  /** Sets the county's rule of exports. */
  exportKeeper: Exporter
  attacker: Attacker
}

/** A Tuesday without holidays near. */
const MORNING = '2026-10-20T10:00:00+08:00'

export const test = base.extend<Cast, Shared>({
  applicantAt: ['phone', { option: true, scope: 'worker' }],
  record: ['sound', { option: true, scope: 'worker' }],
  installation: [
    // oxlint-disable-next-line no-empty-pattern -- the tool reads the names of what a fixture needs from this pattern
    async ({}, lend) => {
      const installation = await startInstallation()
      await lend(installation)
      await installation.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  clock: [
    async ({ installation }, lend) => {
      await installation.setClock(MORNING)
      await lend({ at: (instant) => installation.setClock(instant) })
    },
    { auto: true },
  ],
  resident: applicant('wangfang'),
  residentWithoutScripts: applicant('wangfang', { hasScripts: false }),
  agent: applicant('liming'),
  villageAgent: applicant('weiliping'),
  anybody: applicant(undefined),
  anybodyWithoutScripts: applicant(undefined, { hasScripts: false }),
  clerk: official('chenjing'),
  clerkBeside: official('chenjing'),
  handler: official('huangzhiqiang'),
  handlerBeside: official('huangzhiqiang'),
  reviewer: official('liangxiuying'),
  approver: official('qinguodong'),
  certificateClerk: official('suli'),
  itemAdmin: async ({ browser, installation }, lend) => {
    const context = await openDesk(browser, installation)
    await lend(new ItemKeeper(await context.newPage(), 'tanwenbin'))
    await context.close()
  },
  drafter: itemDrafter('nongxuemei'),
  streetDrafter: itemDrafter('ningmeihua'),
  legalReviewer: itemDrafter('lumingde'),
  publisher: itemDrafter('moliqing'),
  listKeeper: listKeeper('nongxuemei'),
  listReviewer: listKeeper('moliqing'),
  issuer: ({ installation }, lend) => lend(new Issuer(installation)),
  importer: async ({ browser, installation }, lend) => {
    const context = await openDesk(browser, installation)
    await lend(new ItemImporter(new Desk(await context.newPage(), 'nongxuemei')))
    await context.close()
  },
  clerkElsewhere: official('zhaojingtai'),
  head: official('weijianhua'),
  leaver: official('canlian-handler'),
  joiner: official('hexiaomei'),
  systemAdmin: administrator('admin'),
  securityAdmin: administrator('luweiping'),
  attacker: ({ installation }, lend) => lend(new Attacker(installation)),
  archivist: async ({ browser, installation }, lend) => {
    const context = await openDesk(browser, installation)
    await lend(new Archivist(await context.newPage(), 'liaojingwen'))
    await context.close()
  },
  auditAdministrator: auditAdministrator('ningshenji'),
  securityKeeper: auditAdministrator('luweiping'),
  exporter: exporter('huangzhiqiang'),
  agencyHead: exporter('weijianhua'),
  exportKeeper: exporter('luweiping'),
  applicationKeeper: applicationKeeper('admin'),
  applicationReviewer: applicationKeeper('luweiping'),
  supervisor: async ({ browser, installation }, lend) => {
    const context = await openDesk(browser, installation)
    await lend(new Supervisor(await context.newPage(), 'mozhengming'))
    await context.close()
  },
})

export { expect } from '@playwright/test'

type Lend<T> = (value: T) => Promise<void>

function applicant(login: string | undefined, { hasScripts } = { hasScripts: true }) {
  return async (
    { browser, installation, applicantAt }: { browser: Browser } & Shared,
    lend: Lend<Applicant>,
  ): Promise<void> => {
    const isPhone = applicantAt === 'phone'
    const context = await browser.newContext({
      baseURL: installation.url,
      viewport: VIEWPORTS[applicantAt],
      javaScriptEnabled: hasScripts,
      ...(isPhone && { isMobile: true, hasTouch: true, userAgent: PHONE }),
    })
    await lend(new Applicant(await context.newPage(), login, { hasScripts }))
    await context.close()
  }
}

function official(login: string) {
  return async (
    { browser, installation }: { browser: Browser; installation: Installation },
    lend: Lend<Official>,
  ): Promise<void> => {
    const context = await openDesk(browser, installation)
    await lend(new Official(await context.newPage(), login))
    await context.close()
  }
}

function itemDrafter(login: string) {
  return async (
    { browser, installation }: { browser: Browser; installation: Installation },
    lend: Lend<ItemDrafter>,
  ): Promise<void> => {
    const context = await openDesk(browser, installation)
    await lend(new ItemDrafter(new Desk(await context.newPage(), login)))
    await context.close()
  }
}

function listKeeper(login: string) {
  return async (
    { browser, installation }: { browser: Browser; installation: Installation },
    lend: Lend<ListKeeper>,
  ): Promise<void> => {
    const context = await openDesk(browser, installation)
    await lend(new ListKeeper(new Desk(await context.newPage(), login)))
    await context.close()
  }
}

function applicationKeeper(login: string) {
  return async (
    { browser, installation }: { browser: Browser; installation: Installation },
    lend: Lend<ApplicationKeeper>,
  ): Promise<void> => {
    const context = await openDesk(browser, installation)
    await lend(new ApplicationKeeper(await context.newPage(), login))
    await context.close()
  }
}

function administrator(login: string) {
  return async (
    { browser, installation }: { browser: Browser; installation: Installation },
    lend: Lend<Administrator>,
  ): Promise<void> => {
    const context = await openDesk(browser, installation)
    await lend(new Administrator(await context.newPage(), login))
    await context.close()
  }
}

function auditAdministrator(login: string) {
  return async (
    { browser, installation }: { browser: Browser; installation: Installation },
    lend: Lend<AuditAdministrator>,
  ): Promise<void> => {
    const context = await openDesk(browser, installation)
    await lend(new AuditAdministrator(await context.newPage(), login))
    await context.close()
  }
}

function exporter(login: string) {
  return async (
    { browser, installation }: { browser: Browser; installation: Installation },
    lend: Lend<Exporter>,
  ): Promise<void> => {
    const context = await openDesk(browser, installation)
    await lend(new Exporter(await context.newPage(), login))
    await context.close()
  }
}

function openDesk(browser: Browser, { url }: Installation) {
  return browser.newContext({ baseURL: url, viewport: VIEWPORTS.desktop })
}

const PHONE =
  'Mozilla/5.0 (Linux; Android 14; M2102J20SG) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36'
