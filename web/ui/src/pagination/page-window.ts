/** First, last and the neighbours of the present page; a negative number stands for a gap. */
export function pageWindow(page: number, pages: number): number[] {
  const shown = [1, page - 1, page, page + 1, pages].filter((one) => one >= 1 && one <= pages)
  const unique = [...new Set(shown)].sort((a, b) => a - b)
  return unique.flatMap((one, index) => {
    const before = unique[index - 1]
    if (before === undefined || one - before === 1) return [one]
    return one - before === 2 ? [one - 1, one] : [-one, one]
  })
}
