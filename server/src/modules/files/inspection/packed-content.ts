const BEGINNINGS: readonly Buffer[] = [
  Buffer.from('PK\u0003\u0004', 'latin1'),
  Buffer.from('Rar!\u001a\u0007', 'latin1'),
  Buffer.from("7z\u00bc\u00af'\u001c", 'latin1'),
  Buffer.from([0x1f, 0x8b, 0x08]),
  Buffer.from('BZh'),
  Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]),
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
  Buffer.from('MSCF'),
  Buffer.from('MZ'),
  Buffer.from([0x7f, 0x45, 0x4c, 0x46]),
  Buffer.from('#!'),
]

/** Archives and programs, by their first bytes: what a document may not carry inside. */
export function isPackedOrProgram(head: Buffer): boolean {
  return BEGINNINGS.some((begin) => head.subarray(0, begin.length).equals(begin))
}
