import { describe, expect, it } from 'vitest'
import { newPublicId } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { grantsOf, permitChecks } from '../../../platform/permits/index.ts'
import { flowsPermits } from '../contract/permits.ts'
import type { Task } from '../contract/task.ts'
import { checkWorker } from './check-worker.ts'

const here = newPublicId('450721')
const there = newPublicId('450721')
const accountId = newPublicId('450721')

/** Handles here, approves there. */
const posts = [
  { role: 'handler', division: '450721', organizationId: here },
  { role: 'approver', division: '450721', organizationId: there },
] as const
const actor: Actor = {
  kind: 'staff',
  accountId,
  staffId: accountId,
  jurisdiction: '450721',
  roles: ['handler', 'approver'],
  grants: grantsOf(Object.values(flowsPermits), { posts, roles: ['handler', 'approver'], accountId }),
}
const ctx = { actor, permit: permitChecks(actor) } as Context

function taskOf(role: string, organizationId: string): Task {
  return { name: '审批', role, organizationId, division: '450721', excludedStaff: [] } as unknown as Task
}

describe('whoever handles in one department and approves in another', () => {
  it.each([
    ['handler', here],
    ['approver', there],
  ])('works as %s where that is their post', (role, organizationId) => {
    expect(() => checkWorker(ctx, taskOf(role, organizationId))).not.toThrow()
  })

  it.each([
    ['approver', here],
    ['handler', there],
  ])('and not as %s in the other', (role, organizationId) => {
    expect(() => checkWorker(ctx, taskOf(role, organizationId))).toThrow('flows/other-role')
  })
})
