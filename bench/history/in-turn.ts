import { median } from '../bench.ts'

/** Two things measured in turn, a round each: a busy neighbour slows both. @returns the medians of each one's rounds */
export async function inTurn(
  rounds: number,
  few: () => Promise<number>,
  many: () => Promise<number>,
): Promise<{ few: number; many: number }> {
  const ofFew: number[] = []
  const ofMany: number[] = []
  await few()
  await many()
  for (let round = 0; round < rounds; round += 1) {
    ofFew.push(await few())
    ofMany.push(await many())
  }
  return { few: median(ofFew), many: median(ofMany) }
}
