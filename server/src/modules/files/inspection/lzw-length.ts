const CLEAR = 256
const END = 257

/** How many bytes an LZW stream of a PDF (ISO 32000-1, 7.4.4) stands for; none is made. Stops above `most`. */
export function lzwLength(bytes: Uint8Array, most: number): number {
  let lengths: number[] = []
  let width = 9
  let before = 0
  let total = 0
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffffff
    bits += 8
    if (bits < width) continue
    bits -= width
    const code = (held >> bits) & ((1 << width) - 1)
    if (code === END || total > most) break
    if (code === CLEAR) {
      lengths = []
      width = 9
      before = 0
      continue
    }
    const length = code < CLEAR ? 1 : (lengths[code - 258] ?? before + 1)
    if (before > 0 && lengths.length < 3_838) lengths.push(before + 1)
    total += length
    before = length
    width = widthFor(lengths.length + 259)
  }
  return total
}

function widthFor(next: number): number {
  if (next >= 2_048) return 12
  if (next >= 1_024) return 11
  return next >= 512 ? 10 : 9
}
