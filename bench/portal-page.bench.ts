// Pages of the portal as a browser asks for them, warm, one after another: p95 until the last byte; and Lighthouse's word on the home page.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { chromiumPath } from '../e2e/chromium.ts'
import { median, percentile, report, rounded } from './bench.ts'
import { registerCaseOfWangfang } from './case-clients.ts'
import { startProgram } from './program.ts'
import { readPage } from './read-page.ts'
import type { PageRequest } from './read-page.ts'

const READS = 200
const WARM_UP = 100
const ROUNDS = 5
const BUDGET_MS = 30
const SCORE_BUDGET = 95
const CHROMIUM_ARGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']

const folder = await mkdtemp(join(tmpdir(), 'yiwang-bench-'))
const program = await startProgram({ dataDir: folder, role: 'all' })
try {
  const agent = new Agent({ keepAlive: true })
  const { caseId, itemId, cookie } = await registerCaseOfWangfang(program.url, agent)
  for (const [page, path] of [
    ['home', '/'],
    ['guide', `/items/${itemId}`],
    ['case', `/cases/${caseId}`],
  ] as const) {
    await measurePage(page, { agent, url: program.url + path, cookie: page === 'case' ? cookie : '' })
  }
  agent.destroy()
  await measureLighthouse(program.url)
} finally {
  await program.stop()
  await rm(folder, { recursive: true, force: true })
}

async function measurePage(page: string, request: PageRequest): Promise<void> {
  for (let read = 0; read < WARM_UP; read += 1) await readPage(request)
  const rounds: number[] = []
  const middles: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const times: number[] = []
    for (let read = 0; read < READS; read += 1) times.push(await readPage(request))
    rounds.push(percentile(times, 0.95))
    middles.push(median(times))
  }
  const value = median(rounds)
  report({
    bench: `portal page, ${page}, p95`,
    value: rounded(value),
    unit: 'ms',
    yardstick: `none; ${READS} reads one after another, median of ${ROUNDS} rounds`,
    ratio: null,
    budget: `<= ${BUDGET_MS} ms`,
    holds: value <= BUDGET_MS,
    p50: rounded(median(middles)),
  })
}

async function measureLighthouse(url: string): Promise<void> {
  if (!existsSync(chromiumPath())) throw new Error(`no Chromium at ${chromiumPath()}: CHROMIUM_PATH names another`)
  const chrome = await launch({ chromePath: chromiumPath(), chromeFlags: CHROMIUM_ARGS })
  const scores: number[] = []
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const result = await lighthouse(url, { port: chrome.port, onlyCategories: ['performance'], logLevel: 'error' })
      scores.push(Math.round((result?.lhr.categories['performance']?.score ?? 0) * 100))
    }
  } finally {
    chrome.kill()
  }
  const value = median(scores)
  report({
    bench: 'portal home, Lighthouse performance',
    value,
    unit: 'of 100',
    yardstick: `none; Lighthouse's own simulation of a phone, median of ${ROUNDS}`,
    ratio: null,
    budget: `>= ${SCORE_BUDGET}`,
    holds: value >= SCORE_BUDGET,
    scores,
  })
}
