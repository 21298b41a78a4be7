import { Type } from 'typebox'
import type { Static } from 'typebox'

/** 要点核对: what whoever completes a step found of one 审查要点 of the item's version. */
export const CheckedPoint = Type.Object({
  pointId: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }),
  passes: Type.Boolean({ title: '合格' }),
  remark: Type.Optional(Type.String({ minLength: 1, maxLength: 500, title: '说明' })),
})
export type CheckedPoint = Static<typeof CheckedPoint>

export const CheckedPoints = Type.Optional(Type.Array(CheckedPoint, { maxItems: 200, title: '要点核对' }))

/** In the record: which points of the item's version the entry names. Remarks lie beside the chain. */
export const PointFindings = Type.Optional(Type.Array(Type.Object({ pointId: Type.String(), passes: Type.Boolean() })))
