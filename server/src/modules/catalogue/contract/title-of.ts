interface Words {
  readonly anyOf: readonly { readonly const: string }[]
}

/** What a value of a list of words is called; a value that is none of them is told as it is. */
export function titleOf({ anyOf }: Words, value: string): string {
  const found = anyOf.find((one) => one.const === value)
  return found && 'title' in found && typeof found.title === 'string' ? found.title : value
}
