import { describe, expect, it } from 'vitest'
import { divisionRange } from '../../../kernel/index.ts'
import type { Area, Role } from '../../../kernel/index.ts'
import { mayApprove, placeOf } from './export-place.ts'

const area = (division: string, organizationId?: string, roles: Role[] = []): Area => ({
  ...divisionRange(division),
  ...(organizationId !== undefined && { organizationId }),
  roles,
})

describe('the place of an export', () => {
  it.each([
    [[area('450721')], { division: '450721' }],
    [[area('450721', 'a')], { division: '450721', organizationId: 'a' }],
    [[area('450721', 'a'), area('450721', 'b')], { division: '450721' }],
    [[area('450721', 'a'), area('450721')], { division: '450721' }],
    [[area('450721101'), area('450721102')], { division: '450721' }],
    [[area('450721101001'), area('450721101002')], { division: '450721101' }],
    [[area('450721'), area('450722')], { division: '450700' }],
    [[area('450721'), area('450600')], { division: '450000' }],
    [[area('450000')], { division: '450000' }],
    [[area('450721'), area('620423')], { division: '000000' }],
    [[], { division: '450721' }],
  ])('holds the whole reach: %j', (areas, place) => {
    expect(placeOf({ areas }, '450721')).toEqual(place)
  })
})

describe('who may approve', () => {
  const head = area('450721', 'a', ['agency-head'])
  const security = area('450721', undefined, ['security-admin'])

  it.each([
    ['either', { division: '450721', organizationId: 'a' }, [head], true],
    ['either', { division: '450721', organizationId: 'b' }, [head], false],
    ['either', { division: '450721' }, [head], false],
    ['either', { division: '450721' }, [security], true],
    ['either', { division: '450700' }, [security], false],
    ['agency-head', { division: '450721', organizationId: 'a' }, [security], false],
    ['agency-head', { division: '450721', organizationId: 'a' }, [head], true],
    ['security-admin', { division: '450721', organizationId: 'a' }, [head], false],
    ['security-admin', { division: '450721', organizationId: 'a' }, [head, security], true],
  ] as const)('%s, from %j', (approver, place, areas, is) => {
    expect(mayApprove({ areas: [...areas] }, place, approver)).toBe(is)
  })
})
