import { expect, it } from 'vitest'
import { permits, problems } from '../server/src/kernel/index.ts'
import { LedgerVerified } from '../server/src/modules/supervision/contract/events.ts'
import { GetCheckpoint } from '../server/src/modules/supervision/contract/index.ts'
import type { BoundRoute } from '../server/src/platform/http/index.ts'
import type { ModuleParts } from '../server/src/platform/module/index.ts'
import { judgeRegistries } from './check-registries.ts'

const LampLit: typeof LedgerVerified = { ...LedgerVerified, kind: 'lamps/LampLit.v1', title: '点灯' }
const lampProblems = problems('lamps', { broken: { status: 409, title: '灯坏了', detail: '请换一盏灯。' } })
const lampPermits = permits('lamps', { light: { title: '点灯', roles: ['handler'] } })
const sound: ModuleParts<unknown> = {
  api: undefined,
  routes: [],
  permits: Object.values(lampPermits),
  events: [LampLit],
  problems: Object.values(lampProblems),
}

it('accepts a module whose parts agree', () => {
  expect(judge(sound, [lightLamp('lamps.light')])).toEqual([])
})

it('refuses a refusal without Chinese words, one of another status and one of another module', () => {
  const wrong = problems('lamps', {
    silent: { status: 409, title: '灯坏了' },
    english: { status: 409, title: 'broken', detail: '请换一盏灯。' },
    odd: { status: 200, title: '灯坏了', detail: '请换一盏灯。' },
  })
  const foreign = problems('tables', { broken: { status: 409, title: '桌子坏了', detail: '请换一张桌子。' } })
  expect(judge({ ...sound, problems: [...Object.values(wrong), ...Object.values(foreign)] }, [])).toEqual([
    'lamps registers tables/broken',
    'problem lamps/odd has status 200',
    'problem lamps/silent does not say in Chinese what happened and what to do',
    'problem lamps/english does not say in Chinese what happened and what to do',
  ])
})

it('refuses a route that answers an unregistered problem or asks for an unknown permit', () => {
  expect(judge({ ...sound, problems: [] }, [lightLamp('lamps.lihgt')])).toEqual([
    'lamps.lightLamp may answer lamps/broken, which no module registers',
    'lamps.lightLamp asks for lamps.lihgt, which no module registers',
  ])
})

it('refuses events of odd names and hearers that wait for what nobody publishes', () => {
  const odd: typeof LampLit = { ...LampLit, kind: 'lamps/lightLamp' }
  const hearer = { name: 'lamps/count', on: [LampLit], run: () => Promise.resolve() }
  expect(judge({ ...sound, events: [odd], subscribers: [hearer, hearer] }, [])).toEqual([
    'two subscribers or jobs are called lamps/count',
    'lamps registers an event called lamps/lightLamp',
    'lamps/count waits for lamps/LampLit.v1, which nobody registers',
    'lamps/count waits for lamps/LampLit.v1, which nobody registers',
  ])
})

function judge(parts: ModuleParts<unknown>, routes: readonly BoundRoute[]): string[] {
  return judgeRegistries({ routes, permits: parts.permits }, [['lamps', parts]])
}

function lightLamp(permit: string): BoundRoute {
  const definition = {
    ...GetCheckpoint,
    name: 'lamps.lightLamp',
    summary: '点灯',
    problems: [lampProblems.broken],
  }
  return { contract: definition, permit, records: false, isRepeatable: false, run: () => Promise.resolve({}) }
}
