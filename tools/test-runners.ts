import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumPath } from '../e2e/chromium.ts'
import { runPackage } from './run-program.ts'
import type { Outcome } from './steps.ts'

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numFailedTestSuites: number
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number
    readonly unexpected: number
    readonly flaky: number
    readonly skipped: number
  }
  readonly errors: readonly unknown[]
}

export async function runVitest(args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Outcome> {
  return await withReport(async (file) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { code } = await runPackage('vitest/vitest.mjs', {
      args: ['run', ...reporters, ...args],
      ...(environment && { environment }),
      isShown: true,
    })
    const report = read<VitestReport>(file)
    if (!report) return { passed: 0, failed: 1, details: 'vitest wrote no report' }
    // A file that does not load and an error between tests fail the run without failing a test.
    const besides = code !== 0 && report.numFailedTests === 0 ? Math.max(1, report.numFailedTestSuites) : 0
    return { passed: report.numPassedTests, failed: report.numFailedTests + besides, skipped: report.numPendingTests }
  })
}

export async function runBrowserTests(args: readonly string[]): Promise<Outcome> {
  if (!existsSync(chromiumPath())) return { passed: 0, failed: 1, details: `no browser at ${chromiumPath()}` }
  return await withReport(async (file) => {
    const { code } = await runPackage('@playwright/test/cli.js', {
      args: ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json', ...args],
      environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROMIUM_PATH: chromiumPath(), FORCE_COLOR: '0' },
      isShown: true,
    })
    const report = read<PlaywrightReport>(file)
    if (!report) return { passed: 0, failed: 1, details: 'playwright wrote no report' }
    const { expected, unexpected, flaky, skipped } = report.stats
    if (flaky > 0) console.log(`unsteady: ${flaky} passed at the second attempt only, named above`)
    return { passed: expected + flaky, failed: unexpected === 0 && code !== 0 ? 1 : unexpected, skipped }
  })
}

async function withReport(run: (file: string) => Promise<Outcome>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-report-'))
  try {
    return await run(join(folder, 'report.json'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function read<Report>(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
}
