import { describe, expect, it } from 'vitest'
import { checkName, checkText } from './check-sources.ts'

describe('the check of sources', () => {
  it('finds a citizen id that could belong to somebody, in any kind of file', () => {
    // Built here, so that this file holds none itself.
    const real = ['510104', '19900307', '4315'].join('')
    expect(checkText('data/x.json', `{ "citizenId": "${real}" }`)).toHaveLength(1)
    expect(checkText('docs/x.md', `see ${real}.`)[0]).toContain('docs/x.md:1')
  })

  it('lets pass invented ids, published examples, longer numbers and wrong check characters', () => {
    expect(checkText('a.ts', "'999999199003120243' '11010519491231002X'")).toEqual([])
    expect(
      checkText('a.ts', `'${['510104', '19900307', '431X'].join('')}' '${['1510104', '19900307', '4315'].join('')}'`),
    ).toEqual([])
  })

  it.each([
    '// const x = 1',
    "// import { a } from './a.ts'",
    '  // await save(tx, next)',
    '// if (a === b) {',
    '// foo.bar(1);',
    '  {/* <Button kind="primary" /> */}',
    '// })',
  ])('finds commented-out code: %s', (line) => {
    expect(checkText('a.tsx', line)).toHaveLength(1)
  })

  it.each([
    '// The stream is locked first, then the entry takes its id.',
    '// 行政许可法 art. 42 (the clock starts on the day after).',
    '// return tickets are kept for a day',
    'const url = "http://localhost" // where it listens',
    '// e.g. 450721-0190',
  ])('takes prose for prose: %s', (line) => {
    expect(checkText('a.ts', line)).toEqual([])
  })

  it('finds what is left open and what goes round the types', () => {
    expect(checkText('a.ts', '// TODO: later')).toHaveLength(1)
    expect(checkText('a.ts', 'const x = y as any')).toHaveLength(1)
    expect(checkText('a.ts', '// @ts-ignore')).toHaveLength(1)
    expect(checkText('a.ts', "it.only('works', f)")).toHaveLength(1)
    expect(checkText('a.ts', '// oxlint-disable-next-line no-console')).toHaveLength(1)
    expect(checkText('a.ts', '// oxlint-disable-next-line no-console -- the answer of the command')).toEqual([])
    expect(checkText('a.ts', "const text = 'use as any of these'")).toEqual([])
    expect(checkText('a.ts', '/** 办件: any case of my reach. */')).toEqual([])
  })

  it('finds buckets, pages on the server and names that are not kebab-case', () => {
    expect(checkName('server/src/modules/cases/utils/date.ts')).toHaveLength(1)
    expect(checkName('web/ui/src/helpers.ts')).toHaveLength(1)
    expect(checkName('server/src/page.tsx')).toHaveLength(1)
    expect(checkName('web/ui/src/FileDrop.tsx')).toHaveLength(1)
    expect(checkName('web/portal/src/app/entry.server.tsx')).toEqual([])
  })
})
