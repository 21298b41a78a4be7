import type { Certificate } from './certificate.ts'
import { DerError, TAG, eachOf, oidOf, partsOf, readDer } from './der.ts'
import type { Der } from './der.ts'

/** Names of parts of a subject that have short ones (RFC 4519, GM/T 0015). */
const PARTS: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  GN: '2.5.4.42',
  UID: '0.9.2342.19200300.100.1.1',
  organizationIdentifier: '2.5.4.97',
}

/** Whether the place (`subject:CN`, `subject:2.5.4.5`, `extension:1.2.156.10260.4.1.1`) is one that is known by that name. */
export function isFieldPlace(place: string): boolean {
  const [where, name = ''] = place.split(':')
  return where === 'extension' || name.includes('.') || Object.hasOwn(PARTS, name)
}

/** What a certificate says at a place, each text of it. */
export function textsAt({ subject, extensions }: Pick<Certificate, 'subject' | 'extensions'>, place: string): string[] {
  const [where, name = ''] = place.split(':')
  if (where === 'extension') {
    const extension = extensions.get(name)
    return extension ? textsIn(readOrNothing(extension.value)) : []
  }
  const wanted = PARTS[name] ?? name
  return partsOf(readDer(subject))
    .flatMap((set) => partsOf(set, TAG.set))
    .map((attribute) => partsOf(attribute))
    .filter(([oid]) => oidOf(oid) === wanted)
    .flatMap(([, value]) => textsIn(value))
}

const UTF8 = 0x0c
const BMP = 0x1e
/** Numeric, printable, teletex, IA5, visible. */
const PLAIN = [0x12, 0x13, 0x14, 0x16, 0x1a]

/** Texts within, however deep: GM/T 0015 wraps numbers in a choice of tags of its own. */
function textsIn(value: Der | undefined): string[] {
  if (!value) return []
  const { tag, content } = value
  if (tag === BMP) return content.length % 2 === 0 ? [Buffer.from(content).swap16().toString('utf16le')] : []
  const isOwnTag = (tag & 0xe0) === 0x80
  if (tag === UTF8 || PLAIN.includes(tag) || isOwnTag) return [content.toString('utf8')]
  return (tag & 0x20) === 0 ? [] : [...eachOf(value)].flatMap(textsIn)
}

/** Some write the text itself into an extension, without saying that it is one. */
function readOrNothing(value: Buffer): Der {
  try {
    return readDer(value)
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    return { tag: UTF8, bytes: value, content: value }
  }
}
