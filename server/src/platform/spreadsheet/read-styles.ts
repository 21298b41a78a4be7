import { parseXml } from './parse-xml.ts'

/** Numbers of formats that Office knows by itself and that show a day: western ones, and those of its Chinese editions. */
const isDateNumber = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** Whether the cells of a style show their number as a day. */
export function readStyles(xml: string): (style: number) => boolean {
  const codes = new Map<number, string>()
  const formats: number[] = []
  let isCells = false
  parseXml(xml, {
    open(name, attributes) {
      if (name === 's:numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 's:cellXfs') isCells = true
      if (name === 's:xf' && isCells) formats.push(Number(attributes['numFmtId'] ?? 0))
    },
    close(name) {
      if (name === 's:cellXfs') isCells = false
    },
  })
  return (style) => {
    const id = formats[style]
    if (id === undefined) return false
    const code = codes.get(id)
    return code === undefined ? isDateNumber(id) : isDateCode(code)
  }
}

/** Letters of a day outside of what is quoted, escaped or in brackets. */
function isDateCode(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '')
  return /[yd]/i.test(bare) || (/m/i.test(bare) && !/[#0?]/.test(bare))
}
