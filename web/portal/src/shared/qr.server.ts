import QRCode from 'qrcode'

/** The dark squares as one SVG path, a unit each, with the quiet zone left to the drawing. */
export function qrOf(text: string): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`
    }
  }
  return path
}
