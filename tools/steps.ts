/** What one step found. */
export interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped?: number
  /** Shown when something failed. */
  readonly details?: string
}

export interface Step {
  readonly name: string
  run(): Promise<Outcome>
}

export interface Tally {
  passed: number
  failed: number
  skipped: number
  readonly failedSteps: string[]
}

const PASS = '✓'
const FAIL = '✗'

export function newTally(): Tally {
  return { passed: 0, failed: 0, skipped: 0, failedSteps: [] }
}

/** Runs steps, so many at once, and shows each with its time as it ends. A step that throws has failed. */
export async function runSteps(steps: readonly Step[], tally: Tally, atOnce = 1): Promise<void> {
  const waiting = [...steps]
  const takeOne = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await runStep(step, tally)
  }
  await Promise.all(Array.from({ length: atOnce }, takeOne))
}

/** One check: passed if it found nothing wrong. */
export function outcomeOf(problems: readonly string[]): Outcome {
  return problems.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, details: problems.join('\n') }
}

async function runStep(step: Step, tally: Tally): Promise<void> {
  const since = Date.now()
  const outcome = await step.run().catch((error: unknown): Outcome => {
    return { passed: 0, failed: 1, details: (error as Error).stack ?? String(error) }
  })
  tally.passed += outcome.passed
  tally.failed += outcome.failed
  tally.skipped += outcome.skipped ?? 0
  if (outcome.failed > 0) tally.failedSteps.push(step.name)
  const seconds = ((Date.now() - since) / 1000).toFixed(1).padStart(6)
  const counts = outcome.passed + outcome.failed > 1 ? `  ${outcome.passed} passed, ${outcome.failed} failed` : ''
  console.log(`${outcome.failed > 0 ? FAIL : PASS} ${seconds} s  ${step.name}${counts}`)
  if (outcome.failed > 0 && outcome.details) console.log(outcome.details.replaceAll(/^/gm, '    '))
}
