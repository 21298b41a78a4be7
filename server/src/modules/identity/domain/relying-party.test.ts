import { expect, it } from 'vitest'
import { relyingPartyOf } from './relying-party.ts'

it.each([
  ['https://zwfw.example.cn', { id: 'zwfw.example.cn', origin: 'https://zwfw.example.cn' }],
  ['http://localhost:8080', { id: 'localhost', origin: 'http://localhost:8080' }],
  ['http://192.0.2.7:8080', undefined],
  ['http://[2001:db8::1]:8080', undefined],
])('the passkeys of %s belong to %j', (publicUrl, party) => expect(relyingPartyOf(publicUrl)).toEqual(party))
