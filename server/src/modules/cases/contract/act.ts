import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import { CaseId, CaseStanding, Version } from './case.ts'
import { casesProblems as p } from './problems.ts'

export const params = Type.Object({ caseId: CaseId })
export const versioned = { version: Version }

/** How any act on a case may be refused: by where it stands, or by what was laid down for running cases of its item. */
const STANDING_PROBLEMS = [p['not-found'], p['not-allowed-now'], p['item-held'], p['item-ended'], p['item-resuming']]

/** One act of the applicant or of an official on one case: all answer how the case then stands; a page reads the rest again. */
export function act<Body extends Parameters<typeof Type.Object>[0]>(
  name: string,
  path: string,
  rest: { summary: string; body: Body; problems?: readonly (typeof p)[keyof typeof p][] },
) {
  return contract({
    name: `cases.${name}`,
    method: 'POST',
    path: `/api/cases/:caseId/${path}`,
    summary: rest.summary,
    params,
    body: Type.Object({ ...versioned, ...rest.body }),
    response: CaseStanding,
    problems: [...STANDING_PROBLEMS, ...(rest.problems ?? [])],
  })
}
