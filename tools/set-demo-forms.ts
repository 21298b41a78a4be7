import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import type { SheetBlock } from '../server/src/modules/documents/domain/sheet.ts'
import { createTypesetter } from '../server/src/modules/documents/press/typeset.ts'

const FOLDER = new URL('../data/demo/forms/', import.meta.url)

interface DemoForm {
  readonly file: string
  readonly title: string
  readonly blocks: readonly SheetBlock[]
}

// Sets the empty forms and samples of the demo items and says by which digest an item names each.
const sheets = JSON.parse(await readFile(new URL('sheets.json', FOLDER), 'utf8')) as DemoForm[]
const { render } = createTypesetter()
for (const { file, ...sheet } of sheets) {
  const issuedAt = { year: 2026, month: 10, day: 8 }
  const { pdf } = await render({ ...sheet, author: '灵山县（演示）', page: 'letter', issuedAt })
  await writeFile(new URL(file, FOLDER), pdf)
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  process.stdout.write(`${file} ${pdf.length} ${sha256}\n`)
}
