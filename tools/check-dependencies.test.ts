import { describe, expect, it } from 'vitest'
import { checkDependencies, checkPackage } from './check-dependencies.ts'
import { makeSbom } from './write-sbom.ts'

const good = { version: '1.2.3', license: 'MIT', integrity: 'sha512-abc' }
const bad = [
  { name: 'left', versions: ['1.2.3'], why: 'taken over' },
  { name: 'right', from: '2.0.0', below: '2.4.10', why: 'CVE' },
]
const said = (locked: object, name = 'some') =>
  checkPackage(`node_modules/a/node_modules/${name}`, { ...good, ...locked }, bad)

describe('the check of dependencies', () => {
  it('lets pass what the lockfile names today', () => {
    expect(checkDependencies()).toEqual([])
  })

  it('finds a package without a digest, from elsewhere, or under a licence that we may not pass on', () => {
    expect(said({ integrity: undefined })[0]).toContain('SHA-512')
    expect(said({ integrity: 'sha1-abc' })).toHaveLength(1)
    expect(said({ resolved: 'git+ssh://git@github.com/x/y.git' })[0]).toContain('git+ssh')
    for (const license of ['GPL-3.0', 'AGPL-3.0-only', 'UNLICENSED', undefined, 'MIT AND GPL-2.0'])
      expect(said({ license })[0]).toContain('licence')
    expect(said({ license: '(GPL-2.0 OR MIT)' })).toEqual([])
  })

  it('finds versions that are known to be bad, and only those', () => {
    expect(said({}, 'left')[0]).toContain('taken over')
    expect(said({ version: '1.2.4' }, 'left')).toEqual([])
    expect(['1.9.9', '2.0.0', '2.4.9', '2.4.10', '10.0.0'].map((version) => said({ version }, 'right').length)).toEqual(
      [0, 1, 1, 0, 0],
    )
  })
})

describe('the list of what the program is made of', () => {
  it('is CycloneDX, names the program, and holds what runs and not what tests', async () => {
    const { bomFormat, metadata, components } = await makeSbom()
    expect(bomFormat).toBe('CycloneDX')
    expect(metadata.component).toMatchObject({ name: 'yiwang', type: 'application' })
    const names = components.map(({ name }) => name)
    expect(names).toContain('fastify')
    expect(names).not.toContain('vitest')
    expect(components.every(({ purl }) => purl.startsWith('pkg:npm/'))).toBe(true)
  })
})
