import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import {
  BIRTH_ANSWERS,
  COMPANY,
  ENERGY_ANSWERS,
  act,
  inHandling,
  signInAll,
  signInCast,
  step,
  viewOf,
} from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

const ALLOWANCE_ANSWERS = {
  householdHead: '王芳',
  headId: '999999199003120243',
  householdKind: 'rural',
  familySize: 3,
  livingAddress: '灵山县灵城街道荔香路 8 号',
  monthlyIncome: 900,
  hasCar: false,
  houses: 1,
  hardships: ['illness'],
  statement: '家中一人长期患病',
  bankAccount: '6222000000000000',
  authorization: true,
  contactName: '王芳',
  contactPhone: '13900000001',
}

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const openTasks = async (by: SignedIn, caseId: string) =>
  (await viewOf(by, caseId)).tasks.filter((task) => task.state === 'open').map((task) => task.name)

describe('an item that is done on the spot', () => {
  it('is accepted, decided and delivered on one day, by one approver, with every clock on time', async () => {
    const { approver } = await signInAll(app, { approver: 'weijian-approver' })
    const at = await inHandling(app, cast.clerk, { item: '生育登记', answers: BIRTH_ANSWERS })
    expect(await openTasks(approver, at.caseId)).toEqual(['审批'])
    const granted = await step(approver, at)
    expect(granted.state).toBe('granted')
    const closed = await act(cast.certificate, granted, 'deliver', { method: 'window' })
    const view = await viewOf(cast.resident, closed.caseId)
    const promised = view.limits.find((limit) => limit.kind === 'handling-promised')
    expect(promised).toMatchObject({ dueOn: promised?.startOn, closedOn: promised?.startOn, isOnTime: true })
    expect(view.licences).toEqual([])
  })
})

describe('an item of another department', () => {
  it('goes through the hands of its own people, and of nobody else', async () => {
    const staff = await signInAll(app, {
      handler: 'minzheng-handler',
      reviewer: 'minzheng-reviewer',
      approver: 'minzheng-approver',
    })
    let at = await inHandling(app, cast.clerk, { item: '最低生活保障', answers: ALLOWANCE_ANSWERS })
    expect((await cast.handler.get(`/api/cases/${at.caseId}`)).statusCode).toBe(404)
    at = await step(staff.handler, at)
    at = await step(staff.reviewer, at)
    at = await step(staff.approver, at)
    expect(at.state).toBe('granted')
    expect((await viewOf(cast.certificate, at.caseId)).abilities).toMatchObject({ deliver: true, makeLicence: false })
  })
})

describe('the energy review', () => {
  it.each([
    ['a project that consumes much', ENERGY_ANSWERS, '机构评审'],
    ['a project that consumes little', { ...ENERGY_ANSWERS, annualEnergy: 300, annualPower: 90 }, '审查'],
  ])('of %s goes on with the step that its answers ask for', async (_, answers, next) => {
    const at = await inHandling(app, cast.clerk, { item: '节能审查', applicant: COMPANY, answers })
    await step(cast.handler, at)
    expect(await openTasks(cast.handler, at.caseId)).toEqual([next])
  })
})
