import { ApiProblem } from '@yiwang/client'
import { useRef, useState } from 'react'
import { api } from '../../shared/api.ts'

export interface MoveResult {
  state: 'moved' | 'refused' | 'failed'
  reasons: readonly string[]
}

/** Moves flows one after another, each by itself: what went wrong with one holds up no other, and all can be taken up again. */
export function useMoves() {
  const [results, setResults] = useState<ReadonlyMap<string, MoveResult>>(new Map())
  const [total, setTotal] = useState(0)
  const [isRunning, setRunning] = useState(false)
  const wantsStop = useRef(false)
  const run = async (planId: string, flowIds: readonly string[]) => {
    wantsStop.current = false
    setTotal(flowIds.length)
    setRunning(true)
    for (const flowId of flowIds) {
      if (wantsStop.current) break
      const result = await moveOne(planId, flowId)
      setResults((before) => new Map(before).set(flowId, result))
    }
    setRunning(false)
  }
  return {
    results,
    total,
    isRunning,
    hasBegun: total > 0,
    run,
    stop: () => {
      wantsStop.current = true
    },
  }
}
export type Moves = ReturnType<typeof useMoves>

async function moveOne(planId: string, flowId: string): Promise<MoveResult> {
  try {
    const { moved, reasons } = await api.flows.migrateFlow({ planId, flowId })
    return { state: moved ? 'moved' : 'refused', reasons }
  } catch (error) {
    if (error instanceof ApiProblem) return { state: 'failed', reasons: [error.text] }
    throw error
  }
}
