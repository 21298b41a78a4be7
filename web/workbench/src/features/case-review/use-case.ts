import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiProblem } from '@yiwang/client'
import type { CaseStanding, CaseView } from '@yiwang/server/contract/cases'
import { useSay } from '@yiwang/ui'
import { whileActive } from '../../shared/activity.ts'
import { api } from '../../shared/api.ts'
import { caseMessages as say } from './messages.ts'

const keyOf = (caseId: string) => ['case', caseId] as const

export function useCase(caseId: string) {
  return useQuery({
    queryKey: keyOf(caseId),
    queryFn: ({ signal }) => api.cases.getCase({ caseId }, { signal }),
    refetchInterval: (query) => (query.state.data !== undefined && isOnItsWay(query.state.data) ? soon() : false),
  })
}

const soon = whileActive(2500)

/** Documents are made, and entries get their positions, in the seconds after an act. */
function isOnItsWay(aCase: CaseView): boolean {
  return (
    aCase.documents.some((one) => one.href === undefined && one.state !== 'erased') ||
    aCase.timeline.some((entry) => entry.position === undefined)
  )
}

/** The guide of the version that the case was filed under. */
export function useCaseItem(aCase: CaseView) {
  return useQuery({
    queryKey: ['item', aCase.itemId, aCase.itemVersion],
    queryFn: ({ signal }) => api.catalogue.getItem({ itemId: aCase.itemId, version: aCase.itemVersion }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useCaseFlow(caseId: string, isWanted: boolean) {
  return useQuery({
    queryKey: [...keyOf(caseId), 'flow'],
    queryFn: ({ signal }) => api.flows.getFlowState({ subject: caseId }, { signal }),
    enabled: isWanted,
  })
}

/** What was granted of somebody's right to their data, and how it can be done. */
export function useRightToCarryOut(caseId: string) {
  return useQuery({
    queryKey: [...keyOf(caseId), 'right'],
    queryFn: ({ signal }) => api.personalData.getRightToCarryOut({ caseId }, { signal }),
  })
}

/** What decision tables said about the case. */
export function useAppliedTables(caseId: string, isWanted: boolean) {
  return useQuery({
    queryKey: [...keyOf(caseId), 'applied-tables'],
    queryFn: ({ signal }) => api.flows.listAppliedTables({ subject: caseId }, { signal }),
    enabled: isWanted,
  })
}

/**
 * One act on the case. When somebody else was faster, the case is read again so that the page shows what changed;
 * what was typed stays where it is, and the next confirmation names the version that is now on the page.
 */
export function useCaseAct<Input>(act: (input: Input) => Promise<CaseStanding>, onDone: () => void) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: (input: Input) => act(input),
    onSuccess: async (standing) => {
      void queries.invalidateQueries({ queryKey: ['inbox'] })
      void queries.invalidateQueries({ queryKey: ['erasures'] })
      await queries.invalidateQueries({ queryKey: keyOf(standing.caseId) })
      tell(say.done(standing.stateTitle))
      onDone()
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 409) void queries.invalidateQueries({ queryKey: ['case'] })
    },
  })
}
