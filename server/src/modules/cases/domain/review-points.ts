/** 审查要点, as an item's rules name them. */
export interface PointToCheck {
  readonly id: string
  readonly name: string
  readonly optional: boolean
}

export interface RuleOfStep {
  readonly step: string
  readonly points: readonly PointToCheck[]
}

export interface Found {
  readonly pointId: string
  readonly passes: boolean
  readonly remark?: string
}

/** All that is to be looked at in one step, in the order of the rules. */
export function pointsOf(rules: readonly RuleOfStep[] | undefined, step: string): PointToCheck[] {
  return (rules ?? []).filter((rule) => rule.step === step).flatMap(({ points }) => points)
}

export interface Shortcoming {
  readonly point?: PointToCheck
  readonly why: 'missing' | 'unexplained' | 'unknown' | 'twice'
}

/**
 * What a completed step lacks: a point that must be looked at and was not, one that does not hold and nobody says why, or one that is
 * not of this step.
 */
export function shortcomings(points: readonly PointToCheck[], found: readonly Found[]): Shortcoming[] {
  const byId = new Map(found.map((one) => [one.pointId, one]))
  const lacking = points.flatMap((point): Shortcoming[] => {
    const said = byId.get(point.id)
    if (!said) return point.optional ? [] : [{ point, why: 'missing' }]
    return said.passes || (said.remark ?? '').trim() !== '' ? [] : [{ point, why: 'unexplained' }]
  })
  const known = new Set(points.map(({ id }) => id))
  const strays = found.filter(({ pointId }) => !known.has(pointId)).map((): Shortcoming => ({ why: 'unknown' }))
  const twice = byId.size < found.length ? [{ why: 'twice' } as const] : []
  return [...lacking, ...strays, ...twice]
}

/** In words, for who reads the case later: what does not hold and why, and what was remarked otherwise. */
export function remarksOf(points: readonly PointToCheck[], found: readonly Found[]): string {
  const byId = new Map(found.map((one) => [one.pointId, one]))
  return points
    .flatMap(({ id, name }) => {
      const said = byId.get(id)
      if (!said || (said.passes && said.remark === undefined)) return []
      return [`${said.passes ? '合格' : '不合格'}：${name}（${said.remark ?? ''}）`]
    })
    .join('；')
}

/** 审查要点 5 项，合格 4 项，不合格 1 项. */
export function countInWords(found: readonly Pick<Found, 'passes'>[]): string {
  const holds = found.filter(({ passes }) => passes).length
  const rest = found.length - holds
  return `核对审查要点 ${found.length} 项，合格 ${holds} 项${rest > 0 ? `，不合格 ${rest} 项` : ''}`
}
