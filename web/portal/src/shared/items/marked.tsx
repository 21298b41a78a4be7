/** The words that were searched for, marked where they stand. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const sought = words.filter((word) => word.length > 0).map(escaped)
  if (sought.length === 0) return text
  const parts = text.split(new RegExp(`(${sought.join('|')})`, 'i'))
  // Splitting by a group puts the matches at the odd places.
  return parts.map((part, index) => (index % 2 === 1 ? <mark key={`${index}${part}`}>{part}</mark> : part))
}

function escaped(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
