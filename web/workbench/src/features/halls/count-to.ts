/** From one number to another, as choices. */
export function countTo(from: number, to: number): { value: string; label: string }[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => {
    const value = String(from + index)
    return { value, label: value }
  })
}
