import { describe, expect, it } from 'vitest'
import { checkSecurityTable, judgeControls } from './check-security-table.ts'

const page = (row: string) =>
  `# Security\n\n## Controls, one by one\n\n| a | b | c |\n|---|---|---|\n${row}\n\n## Keys\n\n| V9 | after | the section |\n`
const judged = (row: string) => judgeControls(page(row), (file) => file !== 'server/gone.test.ts')

describe('the table of controls', () => {
  it('names only files that exist, and claims nothing that no test shows', () => {
    expect(checkSecurityTable()).toEqual([])
  })

  it('is found wrong where a file is gone, where a claim has no test, and where nothing is said', () => {
    expect(judged('| V1 | asked | `server/gone.test.ts` |')[0]).toContain('not there')
    expect(judged('| V1 | asked | `server/src/app.ts` |')[0]).toContain('no test')
    expect(judged('| V1 | asked | it is safe |')[0]).toContain('no test')
    expect(judged('| V1 | asked | |')[0]).toContain('says nothing')
    expect(judgeControls('# Security', () => true)[0]).toContain('no section')
  })

  it('may say that it is not yet, or the duty of others', () => {
    expect(judged("| 8.1.4.6 | asked | operator's duty |")).toEqual([])
    expect(judged('| V2.5 | asked | not yet |')).toEqual([])
  })
})
