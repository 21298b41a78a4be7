import { describe, expect, it } from 'vitest'
import { checkClient } from './client.ts'
import type { ClientRequest } from './client.ts'
import { presentScopes } from './scopes.ts'

const web: ClientRequest = {
  kind: 'web',
  authMethod: 'client_secret_basic',
  redirectUris: ['https://legal.example.gov.cn/callback'],
  postLogoutRedirectUris: [],
  scopes: ['openid', 'profile'],
}

describe('an application as it is asked for', () => {
  it('is taken when its addresses are exact and safe', () => {
    expect(() => checkClient(web)).not.toThrow()
    expect(() => checkClient({ ...web, redirectUris: ['http://localhost:4000/callback'] })).not.toThrow()
  })

  it.each([
    ['without encryption', { redirectUris: ['http://legal.example.gov.cn/callback'] }],
    ['with a wildcard', { redirectUris: ['https://*.example.gov.cn/callback'] }],
    ['with a fragment', { redirectUris: ['https://legal.example.gov.cn/#back'] }],
    ['with a password', { redirectUris: ['https://a:b@legal.example.gov.cn/callback'] }],
    ['on two hosts', { redirectUris: ['https://a.example.gov.cn/', 'https://b.example.gov.cn/'] }],
    ['with a scheme of its own on the web', { redirectUris: ['cn.gov.example.app:/callback'] }],
    ['nowhere', { redirectUris: [] }],
  ])('is refused with an address %s', (_name, change) => {
    expect(() => checkClient({ ...web, ...change })).toThrow('地址')
  })

  it('is refused what nobody knows, a secret where none is kept, and a private key', () => {
    expect(() => checkClient({ ...web, scopes: ['openid', 'citizen_id'] })).toThrow('citizen_id')
    expect(() => checkClient({ ...web, scopes: ['profile'] })).toThrow('认出同一个人')
    expect(() => checkClient({ ...web, kind: 'device', redirectUris: [] })).toThrow('证明身份')
    const keys = [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd', kid: '1' }]
    expect(() => checkClient({ ...web, authMethod: 'private_key_jwt', keys })).toThrow('私钥')
    expect(() => checkClient({ ...web, authMethod: 'private_key_jwt' })).toThrow('公钥')
  })

  it('names what it asks for in the order of the list, and nothing unknown', () => {
    expect(presentScopes(['phone', 'openid', 'nothing']).map(({ scope }) => scope)).toEqual(['openid', 'phone'])
  })
})
