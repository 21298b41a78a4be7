import type { ScopeView } from '../contract/client.ts'

/** 授权范围: what an application may ask for, in the words that the person is asked with. Nothing here gives a citizen id. */
export const SCOPES = {
  openid: {
    title: '认出您是同一个人',
    detail: '只给这个应用一个专用的编号，不含您的姓名和证件号码；别的应用得到的编号不一样。',
    claims: ['sub'],
  },
  profile: {
    title: '姓氏和实名等级',
    detail: '姓名只显示姓，其余隐去。',
    claims: ['name_masked', 'real_name_level', 'account_kind'],
  },
  real_name: { title: '完整姓名', detail: '您登记的姓名。', claims: ['name'] },
  phone: { title: '手机号（隐去中间四位）', detail: '用来让您核对联系方式。', claims: ['phone_masked'] },
  phone_full: { title: '完整手机号', detail: '应用可以用它联系您。', claims: ['phone_number'] },
  staff: {
    title: '工作单位和岗位',
    detail: '您所在的单位、岗位和管辖区划。',
    claims: ['staff_id', 'organization_id', 'organization_name', 'posts'],
  },
  mandates: {
    title: '您可以为谁代办',
    detail: '授权您办事、仍在有效期内的单位和个人；个人的姓名只显示姓。',
    claims: ['may_act_for'],
  },
  system: { title: '证明是哪个系统', detail: '系统之间的接口使用，不涉及任何人。', claims: [] },
  offline_access: { title: '您离开后继续使用', detail: '最长三十天；您可以随时撤回。', claims: [] },
} as const satisfies Record<string, { title: string; detail: string; claims: readonly string[] }>

export type Scope = keyof typeof SCOPES

export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text)
}

export function presentScopes(scopes: readonly string[]): ScopeView[] {
  return (Object.keys(SCOPES) as Scope[])
    .filter((scope) => scopes.includes(scope))
    .map((scope) => ({ scope, title: SCOPES[scope].title, detail: SCOPES[scope].detail }))
}
