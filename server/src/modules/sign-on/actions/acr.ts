/** 登录强度 in the words of OpenID Connect: a password alone, or a second factor as well. */
export const ACR = { one: 'urn:yiwang:acr:1', two: 'urn:yiwang:acr:2' } as const
