import type { CheckedPoint } from '@yiwang/server/contract/cases'
import type { ItemGuide, ReviewRule } from '@yiwang/server/contract/catalogue'
import { useKeptText } from '../../shared/kept-text.tsx'
import { type ActProps, textKey } from './act-props.ts'

export type PointStep = ReviewRule['step']

export interface CheckedPointsState {
  readonly rules: readonly ReviewRule[]
  readonly checked: readonly CheckedPoint[]
  /** Points that must be looked at and were not, or that do not hold and nobody says why. */
  readonly lacking: ReadonlySet<string>
  set(point: CheckedPoint): void
  forget(): void
}

/** What was ticked stays like any text that was typed: when the panel closes, when somebody else was first, when the session ends. */
export function useCheckedPoints(aCase: ActProps['aCase'], item: ItemGuide, step: PointStep): CheckedPointsState {
  const kept = useKeptText(textKey(aCase, step, 'points'))
  const rules = (item.reviewRules ?? []).filter((one) => one.step === step)
  const points = rules.flatMap((rule) => rule.points)
  const known = new Set(points.map(({ id }) => id))
  const read = kept.text === '' ? [] : (JSON.parse(kept.text) as CheckedPoint[])
  const checked = read.filter(({ pointId }) => known.has(pointId))
  const lacking = points.filter(({ id, optional }) => {
    const said = checked.find(({ pointId }) => pointId === id)
    return said === undefined ? !optional : !said.passes && (said.remark ?? '').trim() === ''
  })
  const set = (point: CheckedPoint) =>
    kept.setText(JSON.stringify([...checked.filter(({ pointId }) => pointId !== point.pointId), point]))
  return { rules, checked, lacking: new Set(lacking.map(({ id }) => id)), set, forget: kept.forget }
}

/** As the act takes them: without empty remarks, and nothing at all where nothing was ticked. */
export function checkedBody(checked: readonly CheckedPoint[]): { checked?: CheckedPoint[] } {
  if (checked.length === 0) return {}
  return {
    checked: checked.map(({ pointId, passes, remark = '' }) => ({
      pointId,
      passes,
      ...(remark.trim() !== '' && { remark: remark.trim() }),
    })),
  }
}
