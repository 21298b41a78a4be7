const units = ['B', 'KB', 'MB', 'GB'] as const

/** 1536 → 1.5 KB */
export function fileSize(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit += 1
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1
  return `${Number(size.toFixed(digits))} ${units[unit]}`
}
