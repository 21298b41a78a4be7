import { defineConfig } from '@playwright/test'
import type { Settings } from './actors/test.ts'
import { chromiumPath } from './chromium.ts'

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** The applicant's part on a phone or at a desk; officials work at desks in both. A journey runs where its tag says. */
export default defineConfig<object, Settings>({
  testDir: 'journeys',
  outputDir: 'test-results',
  globalSetup: './prepare-run.ts',
  workers: 2,
  // A second time by itself, on an installation of its own: what fails there too is the program's fault. The list names who needed it.
  retries: 1,
  forbidOnly: true,
  // Generous: on a machine that is busy with other things a journey is slow, not wrong.
  timeout: 400_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: chromiumPath(), args: CHROMIUM_ARGS },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'phone', grepInvert: /@desktop/, use: { applicantAt: 'phone' } },
    { name: 'desktop', grep: /@desktop/, use: { applicantAt: 'desktop' } },
  ],
})
