/** What a rule needs to know of a material that an item asks for. */
export interface RequiredMaterial {
  readonly id: string
  readonly name: string
  readonly necessity: 'required' | 'optional' | 'deferrable'
  readonly form: 'paper' | 'electronic' | 'either'
  /** Says in words when it is needed: whether it is, only a person can judge. */
  readonly when?: string | undefined
}

/**
 * Required materials that nobody has handed in. Paper ones are brought to the window, conditional ones are judged there:
 * neither holds up an application from a phone.
 */
export function missingMaterials<M extends RequiredMaterial>(asked: readonly M[], present: ReadonlySet<string>): M[] {
  return asked.filter((material) => isDemanded(material) && !present.has(material.id))
}

/** Must be there before an application goes in from afar. */
export function isDemanded({ necessity, form, when }: RequiredMaterial): boolean {
  return necessity === 'required' && form !== 'paper' && when === undefined
}
