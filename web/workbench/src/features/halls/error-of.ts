import { ApiProblem } from '@yiwang/client'

/** What is wrong at a place of the content, or below it. */
export type ErrorOf = (path: string, isWithin?: boolean) => string | undefined

export function errorsOf(error: Error | null): ErrorOf {
  const wrong = error instanceof ApiProblem ? error.fields : []
  const told = wrong.map(({ path, message }) => ({
    at: `/${(path[0] === 'content' ? path.slice(1) : path).join('/')}`,
    message,
  }))
  return (path, isWithin = false) =>
    told.find(({ at }) => at === path || (isWithin && at.startsWith(`${path}/`)))?.message
}
