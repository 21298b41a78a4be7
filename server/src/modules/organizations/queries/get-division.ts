import { divisionLevel, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { GetDivision, ListDivisionChildren } from '../contract/division.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { Division } from '../domain/division.ts'
import { parentCodeOf } from '../domain/division-file.ts'
import * as divisionStore from '../store/division-store.ts'

/** The whole country, above the provinces: not a row of the register. */
const COUNTRY = '000000'

export async function getDivision(
  ctx: Context,
  input: InputOf<typeof GetDivision>,
): Promise<OutputOf<typeof GetDivision>> {
  const path = await divisionPath(ctx, input.code)
  return { division: path.at(-1)!, path }
}

export async function listDivisionChildren(
  ctx: Context,
  input: InputOf<typeof ListDivisionChildren>,
): Promise<OutputOf<typeof ListDivisionChildren>> {
  if (input.code === COUNTRY) return { divisions: await divisionStore.listChildren(ctx.tx, undefined) }
  const divisions = await divisionStore.listChildren(ctx.tx, input.code)
  if (divisions.length === 0 && !(await findDivision(ctx, input.code))) throw unknown(input.code)
  return { divisions }
}

export async function findDivision(ctx: Context, code: string): Promise<Division | undefined> {
  return (await divisionStore.findMany(ctx.tx, [code]))[0]
}

/** From the province down to the division itself. */
export async function divisionPath(ctx: Context, code: string): Promise<Division[]> {
  const codes = [code]
  for (let above = parentCodeOf(code); above !== undefined; above = parentCodeOf(above)) codes.push(above)
  const found = await divisionStore.findMany(ctx.tx, codes)
  if (!found.some((division) => division.code === code)) throw unknown(code)
  return found.sort((a, b) => divisionLevel(a.code) - divisionLevel(b.code))
}

/** `灵山县三海街道`: from the county down for a place below it, else the division's own name. */
export async function divisionName(ctx: Context, code: string): Promise<string> {
  const path = await divisionPath(ctx, code)
  return path
    .filter((division) => division.level >= Math.min(3, path.at(-1)!.level))
    .map((division) => division.name)
    .join('')
}

function unknown(code: string) {
  return problem(organizationsProblems['division-unknown'], { code })
}
