import { problem } from '../../../kernel/index.ts'
import { identityProblems } from '../contract/problems.ts'
import { passwordWeakness } from '../domain/password.ts'

/** @throws identity/password-weak, at the field where it was typed */
export function requireStrong(password: string, path: string, known: readonly (string | undefined)[]): void {
  const reason = passwordWeakness(
    password,
    known.filter((name) => name !== undefined),
  )
  if (reason === undefined) return
  throw problem(identityProblems['password-weak'], { reason }, [{ path, message: reason }])
}
