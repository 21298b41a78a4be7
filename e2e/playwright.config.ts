import { defineConfig } from '@playwright/test'
import type { Settings } from './actors/test.ts'

export const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

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
  retries: 0,
  forbidOnly: true,
  // Generous: on a machine that is busy with other things a journey is slow, not wrong.
  timeout: 400_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_ARGS },
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
