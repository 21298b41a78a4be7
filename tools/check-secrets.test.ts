import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { findSecrets } from './check-secrets.ts'

// Put together here, so that this file holds none itself.
const of = (...parts: string[]) => parts.join('')

describe('the search for secrets', () => {
  it.each([
    ['a private key', of('-----BEGIN PRIV', 'ATE KEY-----\\n', 'MIIEvQIBADANBgkqhkiG9w0B')],
    ['a key of Amazon', of('key: AK', 'IAIOSFODNN7EXAMPLQ')],
    ['a key of Alibaba Cloud', of('LT', 'AI5tQnMv7xkPz9RwYbEcDa')],
    ['a token of GitHub', of('gh', 'p_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')],
    ['a token of npm', of('//registry.example/:_auth', 'Token=abcdef')],
    [
      'a signed token',
      of('ey', 'JhbGciOiJFUzI1NiJ9.ey', 'JzdWIiOiIxMjM0NTY3ODkwIn0.', 'c2lnbmF0dXJlLXRoYXQtaXMtbG9uZw'),
    ],
    ['what is named a secret and drawn by lot', `const clientSecret = '${randomBytes(24).toString('base64')}x9A'`],
    ['the same in JSON', `  "apiKey": "${randomBytes(24).toString('base64url')}x9A",`],
  ])('finds %s', (_, line) => {
    expect(findSecrets('a.ts', `\n${line}`)[0]).toMatch(/^a\.ts:2: /)
  })

  it.each([
    "password: 'yiwang-demo'",
    "newPassword: 'lichee-2026-harvest'",
    'const token = `${header}.${payload}`',
    "token: 'http/csrf-token-is-missing-here'",
    "secret: 'DATA_DIR'",
    "passwordPlaceholder: '请输入您在窗口设置的密码，至少十二位'",
  ])('lets pass %s', (line) => {
    expect(findSecrets('a.ts', line)).toEqual([])
  })
})
