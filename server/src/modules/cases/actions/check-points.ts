import { problem } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { CheckedPoint } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { pointsOf, remarksOf, shortcomings } from '../domain/review-points.ts'
import type { Shortcoming } from '../domain/review-points.ts'

/** What an entry says of points: which hold, in the chain; remarks, which may name people, beside it. */
export interface PointsSaid {
  readonly checked?: { pointId: string; passes: boolean }[]
  readonly remarks?: string
}

/**
 * 核对要点: a step of an item with 审查工作细则 is not completed before all points that must be looked at are.
 * @throws cases/points-unchecked
 */
export function checkPoints(
  item: ServiceItem,
  step: string,
  { checked = [], isComplete }: { checked?: readonly CheckedPoint[] | undefined; isComplete: boolean },
): PointsSaid {
  const points = pointsOf(item.reviewRules, step)
  const lacking = shortcomings(points, checked).filter(({ why }) => isComplete || why !== 'missing')
  if (lacking.length > 0) throw unchecked(lacking)
  if (checked.length === 0) return {}
  const remarks = remarksOf(points, checked)
  return {
    checked: checked.map(({ pointId, passes }) => ({ pointId, passes })),
    ...(remarks !== '' && { remarks }),
  }
}

const WHY: Readonly<Record<Shortcoming['why'], string>> = {
  missing: '还没有核对',
  unexplained: '不合格的，请说明',
  unknown: '有一项不是这个环节的要点，请刷新后再核对',
  twice: '有一项核对了两次',
}

function unchecked(lacking: readonly Shortcoming[]): Error {
  const fields = lacking.map(({ point, why }) => ({
    path: point ? `/checked/${point.id}` : '/checked',
    message: point ? `${point.name}：${WHY[why]}` : WHY[why],
  }))
  return problem(casesProblems['points-unchecked'], { count: lacking.length }, fields)
}
