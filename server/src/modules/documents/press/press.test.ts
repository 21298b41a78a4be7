import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fillTemplate, sealOf } from '../domain/fill-template.ts'
import type { TemplateBlock } from '../contract/template.ts'
import type { Sheet } from '../domain/sheet.ts'
import { TEMPLATES } from '../domain/templates.ts'
import { awkwardData } from '../fixtures.ts'
import { createSheetRenderer } from './render-sheet.ts'
import { createFileSealKeys, SealMissing } from './seal-keys.ts'
import { signPdf } from './sign-pdf.ts'

const run = promisify(execFile)
const renderer = createSheetRenderer()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-press-test-'))
})
afterAll(async () => {
  await renderer.close()
  await rm(folder, { recursive: true })
})

function sheetOf(templateId: string, changes: Partial<Sheet> = {}): Sheet {
  const template = TEMPLATES.get(templateId)!
  return {
    title: template.name,
    author: '灵山县行政审批局',
    page: template.page,
    issuedAt: { year: 2026, month: 11, day: 22 },
    blocks: fillTemplate(template, awkwardData()),
    seal: sealOf('灵山县行政审批局'),
    ...changes,
  }
}

async function textOf(pdf: Uint8Array, name = 'text'): Promise<string> {
  const path = join(folder, `${name}.pdf`)
  await writeFile(path, pdf)
  const { stdout } = await run('pdftotext', ['-raw', path, '-'])
  return stdout.replaceAll('\u200b', '').replaceAll('\n', '')
}

describe('rendering', () => {
  it.each([...TEMPLATES.keys()])(
    'draws %s with the longest item name, nineteen materials and a rare name',
    async (id) => {
      const rendered = await renderer.render(sheetOf(id))
      expect(rendered.missing).toEqual([])
      expect(rendered.pages).toBeLessThanOrEqual(3)
      expect(rendered.sealPlace?.page).toBe(rendered.pages)
      expect(await textOf(rendered.pdf)).toContain('灵山县行政审批局')
    },
  )

  it('writes PDF/A-2b that is tagged and says its language', async () => {
    const { pdf } = await renderer.render(sheetOf('receipt'))
    const raw = Buffer.from(pdf).toString('latin1')
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part>')
    expect(raw).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
    expect(raw).toMatch(/\/Lang\s*\(zh-CN\)/)
    expect(raw).toContain('/StructTreeRoot')
  })

  it('draws rare characters of names from several blocks of the rare font', async () => {
    const text = '䶮𠮷𬭊𫖯㛃𡈽𪚥'
    const rendered = await renderer.render(sheetOf('receipt', { blocks: [{ kind: 'paragraph', text }] }))
    expect(rendered.missing).toEqual([])
    expect(await textOf(rendered.pdf)).toContain(text)
  })

  it('prints 〓 for a character that no font draws, and says which', async () => {
    const rendered = await renderer.render(
      sheetOf('receipt', { blocks: [{ kind: 'paragraph', text: '王\u{3106c}芳' }] }),
    )
    expect(rendered.missing).toEqual(['\u{3106c}'])
    expect(await textOf(rendered.pdf)).toContain('王〓芳')
  })

  it('takes every text as plain characters, whatever Typst would make of it', async () => {
    const nasty =
      '#panic("x") $x^2$ *粗* _斜_ `码` <标> @引 = 题 \\ [#import "/etc/passwd"] "; read("/etc/passwd") // 注 /* 注 */'
    const rendered = await renderer.render(sheetOf('receipt', { blocks: [{ kind: 'paragraph', text: nasty }] }))
    const printed = (await textOf(rendered.pdf)).replaceAll(' ', '')
    expect(printed).toContain(nasty.replaceAll(' ', ''))
  })

  it('renders any text at all in any block, in the number of blocks given', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    )
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (text, other) => {
        const rendered = await renderer.render(
          sheetOf('receipt', {
            title: other,
            blocks: [
              { kind: 'title', text },
              { kind: 'facts', rows: [{ label: other, value: text, tall: false }] },
              { kind: 'table', caption: text, titles: ['甲', '乙'], shares: [0, 1], rows: [[text, other]] },
              { kind: 'list', items: [text] },
              { kind: 'signature', name: text, date: other },
              { kind: 'qr', text: `https://example.test/${encodeURIComponent(text.toWellFormed())}`, caption: other },
            ],
            seal: sealOf(text),
          }),
        )
        expect(Buffer.from(rendered.pdf.subarray(0, 5)).toString()).toBe('%PDF-')
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

describe('what a template says', () => {
  const SAYING: Readonly<Record<string, (text: string) => TemplateBlock>> = {
    letterhead: (text) => ({ kind: 'letterhead', text }),
    title: (text) => ({ kind: 'title', text }),
    'number-line': (text) => ({ kind: 'number-line', text }),
    recipient: (text) => ({ kind: 'recipient', text }),
    paragraph: (text) => ({ kind: 'paragraph', text }),
    note: (text) => ({ kind: 'note', text }),
    label: (text) => ({ kind: 'facts', rows: [{ label: text, value: '值' }] }),
    value: (text) => ({ kind: 'facts', rows: [{ label: '名', value: text, tall: true }] }),
    caption: (text) => ({
      kind: 'table',
      field: 'materials',
      caption: text,
      columns: [{ title: '一', name: '#', share: 1 }],
    }),
    column: (text) => ({ kind: 'table', field: 'materials', columns: [{ title: text, name: '#', share: 1 }] }),
    signer: (text) => ({ kind: 'signature', name: text, date: '日' }),
    date: (text) => ({ kind: 'signature', name: '名', date: text }),
    code: (text) => ({ kind: 'qr', text: '{verifyUrl}', caption: text }),
  }
  const TYPST = [
    '#panic("x")',
    '#read("/etc/passwd")',
    '#import "/etc/passwd": *',
    '#include "/layout.typ"',
    '#eval("1 + 1")',
    '#sys.inputs',
    '#let x = 1',
    '#{ while true [] }',
    '#json("/sheet.json")',
    '#image("/etc/hostname")',
    '$ x^2 $',
    '[ #pagebreak() ]',
    '*粗* _斜_ `码`',
    '<seal-place> @seal-place',
    '\\ \\u{41} "; ',
    '// 注 /* 注 */',
    '= 题',
    '</svg><script>alert(1)</script>',
    '&lt; ]]> %PDF',
  ]
  const said = fc.array(fc.constantFrom(...TYPST), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('，'))

  it('is printed as it stands, in whichever block: nothing of it is run and no file is read', async () => {
    const bare = (text: string) => text.replaceAll(/\s/g, '')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(SAYING)), said, async (where, text) => {
        const blocks = fillTemplate({ blocks: [SAYING[where]!(text)] }, awkwardData())
        const { pdf } = await renderer.render(sheetOf('receipt', { blocks }))
        const printed = bare(await textOf(pdf, 'inert'))
        expect(printed).toContain(bare(text))
        expect(printed).not.toContain('root:x:0')
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  it('is drawn as outlines: nothing of what it says stands in the picture', async () => {
    const shapes = new Set(['svg', 'path', 'g', 'use', 'image', 'defs', 'symbol', 'clipPath'])
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(SAYING)), said, async (where, text) => {
        const blocks = fillTemplate({ blocks: [SAYING[where]!(text)] }, awkwardData())
        const { svg, pages } = await renderer.draw(sheetOf('receipt', { blocks }))
        expect(pages).toBeGreaterThanOrEqual(1)
        const other = [...svg.matchAll(/<([^\s/>]+)/g)].map((match) => match[1]!).filter((name) => !shapes.has(name))
        expect(other).toEqual([])
        expect([...svg.matchAll(/href="(?!#|data:image)/g)]).toEqual([])
      }),
      { numRuns: 30 },
    )
  }, 120_000)
  it('is drawn on every page of several: the paper of one does not lie on another', async () => {
    const blocks = fillTemplate(
      { blocks: Array.from({ length: 60 }, () => SAYING['paragraph']!('一段话')) },
      awkwardData(),
    )
    const { svg, pages } = await renderer.draw(sheetOf('receipt', { blocks }))
    expect(pages).toBeGreaterThan(1)
    expect(svg).not.toContain('fill="#ffffff"')
  })
})

describe('the rendering process', () => {
  it('starts again after it has ended', async () => {
    const brief = createSheetRenderer()
    const first = await brief.render(sheetOf('receipt'))
    await brief.close()
    const second = await brief.render(sheetOf('receipt'))
    expect(second.pages).toBe(first.pages)
    await brief.close()
  })

  it('ends by itself when nothing came for a while', async () => {
    const brief = createSheetRenderer({ idleMs: 1 })
    const rendering = brief.render(sheetOf('receipt'))
    const pid = brief.pid!
    await rendering
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 10_000)
    expect(brief.pid).toBeUndefined()
  })

  it('fails the sheet in hand when it dies, and sets the next in a new one', async () => {
    const struck = createSheetRenderer()
    const rendering = struck.render(sheetOf('receipt'))
    process.kill(struck.pid!, 'SIGKILL')
    await expect(rendering).rejects.toThrow('the rendering process ended (SIGKILL)')
    expect((await struck.render(sheetOf('receipt'))).pages).toBe(3)
    await struck.close()
  })

  it('says why a sheet could not be set, and sets the next', async () => {
    const broken = { ...sheetOf('receipt'), blocks: [{ kind: 'unheard-of' }] } as unknown as Sheet
    await expect(renderer.render(broken)).rejects.toThrow('the layout refused “收件凭证”')
    expect((await renderer.render(sheetOf('receipt'))).pages).toBe(3)
  })
})

describe('signing', () => {
  const organization = { id: '450721-01930000-0000-7000-8000-000000000001', name: '灵山县行政审批局' }

  async function signedReceipt(): Promise<Buffer> {
    const keys = createFileSealKeys({ folder: join(folder, 'seals'), generate: true })
    const rendered = await renderer.render(sheetOf('receipt'))
    return signPdf(rendered.pdf, {
      key: await keys.keyOf(organization),
      name: organization.name,
      reason: '收件凭证',
      at: new Date('2026-11-22T02:00:00Z'),
      place: rendered.sealPlace!,
    })
  }

  /** poppler's own verdict, with a certificate store that trusts what it is given. */
  async function verdict(pdf: Uint8Array, trusted?: string): Promise<string> {
    const store = await mkdtemp(join(folder, 'nss-'))
    await run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password'])
    if (trusted) await run('certutil', ['-A', '-d', `sql:${store}`, '-n', 'root', '-t', 'C,C,C', '-i', trusted])
    const path = join(store, 'signed.pdf')
    await writeFile(path, pdf)
    const { stdout } = await run('pdfsig', ['-nssdir', store, path])
    return stdout
  }

  it('makes a signature that pdfsig calls valid, and trusted once the root is imported', async () => {
    const pdf = await signedReceipt()
    const root = join(folder, 'seals', 'root.pem')
    const unknown = await verdict(pdf)
    expect(unknown).toContain('Signature Type: ETSI.CAdES.detached')
    expect(unknown).toContain('Signature Validation: Signature is Valid.')
    expect(unknown).toContain('Total document signed')
    expect(unknown).toContain('CN=灵山县行政审批局行政审批专用章（演示）,O=灵山县行政审批局,C=CN')
    expect(unknown).toContain("Certificate Validation: Certificate issuer isn't Trusted.")
    const certificate = join(folder, 'root.crt')
    await writeFile(
      certificate,
      (await readFile(root, 'utf8')).replace(/-----BEGIN PRIVATE[\s\S]*?END PRIVATE KEY-----/, ''),
    )
    expect(await verdict(pdf, certificate)).toContain('Certificate Validation: Certificate is Trusted.')
  }, 30_000)

  it('is broken by one changed byte', async () => {
    const pdf = await signedReceipt()
    const stream = pdf.indexOf('stream\n') + 40
    pdf[stream] = pdf[stream]! ^ 1
    expect(await verdict(pdf)).toContain('Signature Validation: Digest Mismatch.')
  }, 30_000)

  it('carries the signing certificate and no signing time among the signed attributes', async () => {
    const raw = (await signedReceipt()).toString('latin1')
    const cms = raw.slice(raw.indexOf('/Contents <') + 11).toLowerCase()
    const body = cms.slice(0, cms.indexOf('>'))
    expect(body).toContain(Buffer.from('060b2a864886f70d010910022f', 'hex').toString('hex'))
    expect(body).not.toContain('06092a864886f70d010905')
  })

  it('keeps one key for an organization, readable by its owner alone', async () => {
    const path = join(folder, 'kept')
    const once = await createFileSealKeys({ folder: path, generate: true }).keyOf(organization)
    const again = await createFileSealKeys({ folder: path, generate: true }).keyOf(organization)
    expect(again.chain).toEqual(once.chain)
    expect((await stat(join(path, `${organization.id}.pem`))).mode & 0o777).toBe(0o600)
  }, 30_000)

  it('names the file that is missing when keys are not to be generated', async () => {
    const keys = createFileSealKeys({ folder: join(folder, 'none'), generate: false })
    await expect(keys.keyOf(organization)).rejects.toThrow(SealMissing)
    await expect(keys.keyOf(organization)).rejects.toThrow(`${organization.id}.pem`)
  })
})
