import { describe, expect, it } from 'vitest'
import { progressOf } from './progress.ts'

describe('what a case is doing now', () => {
  it('is told by its open step, by what stops it, or by what the applicant waits for', () => {
    expect(progressOf('accepted', { openSteps: ['承办'] })).toBe('正在承办')
    expect(progressOf('accepted', { openSteps: ['承办'], suspendedFor: '专家评审' })).toBe('专家评审（不计入办理时限）')
    expect(progressOf('correction', { openSteps: [] })).toBe('需要您补正材料')
    expect(progressOf('closed', { openSteps: [] })).toBe('已办结')
  })
})
