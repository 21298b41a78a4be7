import { isAbsolute } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig, StartRefusal } from './index.ts'

const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://zwfw.example.cn' }

describe('the configuration', () => {
  it('needs nothing at all for a demo on this machine', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      role: 'all',
      demo: true,
      publicUrl: 'http://localhost:8080',
    })
    expect(isAbsolute(config.dataDir)).toBe(true)
    expect(config.filesUrl).toBe(`file://${config.dataDir}/files`)
  })

  it('has no demo county on an address that others reach, nor in a database of somebody else', () => {
    expect(readConfig({ HOST: '0.0.0.0' }).demo).toBe(false)
    expect(readConfig({ DATABASE_URL: 'postgres://a:b@db/yiwang' }).demo).toBe(false)
    expect(readConfig({ HOST: '0.0.0.0', DEMO: 'on' }).demo).toBe(true)
    expect(readConfig({ DEMO: 'off' }).demo).toBe(false)
  })

  it('tells central log systems in clear only where nothing is at stake, and refuses what is no address', () => {
    const targets = (SYSLOG_TARGETS: string, more = {}) => readConfig({ SYSLOG_TARGETS, ...more }).syslog?.targets
    expect(targets('tls://log.example.cn:6514, tcp://10.1.2.3:601')).toEqual([
      'tls://log.example.cn:6514',
      'tcp://10.1.2.3:601',
    ])
    expect(targets('tls://log.example.cn:6514', production)).toHaveLength(1)
    expect(() => targets('tcp://10.1.2.3:601', production)).toThrow(StartRefusal)
    expect(() => targets('udp://10.1.2.3:514', production)).toThrow(StartRefusal)
    expect(targets('udp://10.1.2.3:514', { ...production, SYSLOG_CLEAR: 'on' })).toEqual(['udp://10.1.2.3:514'])
    for (const wrong of ['log.example.cn', 'tls://log.example.cn', 'udp://a', 'http://a:514', 'tls://u@a:1'])
      expect(() => targets(wrong), wrong).toThrow(StartRefusal)
    expect(readConfig({}).syslog).toBeUndefined()
  })

  it('follows other installations by division and address, each division once, and only encrypted in production', () => {
    const upstreams = (ITEM_UPSTREAMS: string, more = {}) => readConfig({ ITEM_UPSTREAMS, ...more }).itemUpstreams
    expect(upstreams('450000 https://gx.example.cn/, 450700 http://10.1.2.3:8080')).toEqual([
      { division: '450000', url: 'https://gx.example.cn' },
      { division: '450700', url: 'http://10.1.2.3:8080' },
    ])
    expect(() => upstreams('450000 http://gx.example.cn', production)).toThrow(StartRefusal)
    for (const wrong of ['gx.example.cn', '4500 https://a', '450000 https://a/b', '450000 https://u@a', '450000 a b'])
      expect(() => upstreams(wrong), wrong).toThrow(StartRefusal)
    expect(() => upstreams('450000 https://a,450000 https://b')).toThrow(/twice/)
    expect(readConfig({}).itemUpstreams).toEqual([])
  })

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8080 })
  })

  it('names every variable that does not fit, in Chinese and English, with what it should be', () => {
    const refusal = refusalOf({ PORT: '99999', ROLE: 'boss', DATABASE_URL: 'mysql://x', PUBLIC_URL: 'https://x/' })
    expect(refusal.zh).toMatch(/PORT=99999:监听端口/)
    for (const name of ['PORT=99999', 'ROLE=boss', 'DATABASE_URL=mysql://x', 'PUBLIC_URL=https://x/']) {
      expect(refusal.zh).toContain(name)
      expect(refusal.en).toContain(name)
    }
    expect(refusal.zh).not.toContain('HOST')
  })

  it('does not let one embedded database serve several processes', () => {
    expect(refusalOf({ ROLE: 'worker' }).en).toContain('needs DATABASE_URL')
    expect(readConfig({ ROLE: 'worker', DATABASE_URL: 'postgres://a:b@db/yiwang' }).role).toBe('worker')
  })
})

describe('in production', () => {
  it('starts with an encrypted address, secure cookies and no demo', () => {
    expect(readConfig(production)).toMatchObject({ demo: false, secureCookies: true, environment: 'production' })
  })

  it('asks officials for a second factor, and a demo does not', () => {
    expect(readConfig(production).secondFactor).toBe(true)
    expect(readConfig({}).secondFactor).toBe(false)
    expect(readConfig({ SECOND_FACTOR: 'on' }).secondFactor).toBe(true)
    expect(refusalOf({ ...production, SECOND_FACTOR: 'off' }).en).toContain('SECOND_FACTOR=off')
  })

  it('wants a proof of who acts to be five minutes old at most, and as many sessions as it is told', () => {
    expect(readConfig(production)).toMatchObject({ proofMinutes: 5, sessionsPerAccount: 5 })
    expect(readConfig({ ...production, PROOF_MINUTES: '15', SESSIONS_PER_ACCOUNT: '2' })).toMatchObject({
      proofMinutes: 15,
      sessionsPerAccount: 2,
    })
  })

  it('refuses demo accounts, clear-text addresses and default passwords, all named at once', () => {
    const refusal = refusalOf({
      ...production,
      DEMO: 'on',
      PUBLIC_URL: 'http://zwfw.example.cn',
      DATABASE_URL: 'postgres://postgres:postgres@db/yiwang',
    })
    expect(refusal.en).toMatch(/demo accounts.*PUBLIC_URL.*DATABASE_URL/s)
    expect(refusal.zh).toMatch(/演示账号.*PUBLIC_URL.*DATABASE_URL/s)
  })

  it('takes an address for each role beside that of the database, never without it, and none with a default password', () => {
    const DATABASE_URL = 'postgres://root:s3cret-enough@db/yiwang'
    const APP_DATABASE_URL = 'postgres://yiwang_app:another-s3cret@db/yiwang'
    expect(readConfig({ DATABASE_URL, APP_DATABASE_URL }).logins).toEqual({ yiwang_app: APP_DATABASE_URL })
    expect(refusalOf({ APP_DATABASE_URL }).en).toContain('go with DATABASE_URL')
    const weak = { ...production, DATABASE_URL, READER_DATABASE_URL: 'postgres://yiwang_reader:postgres@db/yiwang' }
    expect(refusalOf(weak).en).toContain('READER_DATABASE_URL')
  })

  it('accepts a database without a password when a certificate or a local socket vouches instead', () => {
    const socket = 'postgres://yiwang@/yiwang?host=/run/postgresql'
    expect(() => readConfig({ ...production, DATABASE_URL: 'postgres://yiwang@db/yiwang' })).toThrow(StartRefusal)
    expect(
      readConfig({ ...production, DATABASE_URL: 'postgres://yiwang@db/yiwang?sslcert=/etc/yiwang.crt' }).databaseUrl,
    ).toBeDefined()
    expect(readConfig({ ...production, DATABASE_URL: socket }).databaseUrl).toBe(socket)
  })

  it('serves https itself with certificate, key and public address together, or not at all', () => {
    const files = { TLS_CERTIFICATE: '/etc/a.pem', TLS_KEY: '/etc/a.key' }
    expect(readConfig({ ...production, ...files, REDIRECT_PORT: '80' })).toMatchObject({
      tls: { certificate: '/etc/a.pem', key: '/etc/a.key' },
      redirectPort: 80,
      secureCookies: true,
    })
    for (const half of [
      { ...production, TLS_KEY: '/etc/a.key' },
      { ...files, PUBLIC_URL: 'http://zwfw.example.cn' },
      { ...production, REDIRECT_PORT: '80' },
    ])
      expect(refusalOf(half).zh).toContain('TLS_CERTIFICATE、TLS_KEY')
  })
})

function refusalOf(environment: NodeJS.ProcessEnv): StartRefusal {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof StartRefusal) return error
    throw error
  }
  throw new Error('it started')
}
