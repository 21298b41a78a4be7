/** What a population base answers about a name and a citizen id. `unknown`: it holds nobody of that number. */
export type PopulationAnswer = 'match' | 'mismatch' | 'unknown'

/**
 * 人口库: the register that says whether a name belongs to a citizen id (real-name level 2). Asked outside any
 * transaction, because it may be slow; throws {@link PopulationUnavailable} when it can't answer.
 */
export interface PopulationRegister {
  /** Kept with the account and shown to its owner: which register it was. */
  readonly name: string
  check(person: { name: string; citizenId: string }): Promise<PopulationAnswer>
}

export class PopulationUnavailable extends Error {
  override readonly name = 'PopulationUnavailable'
}
