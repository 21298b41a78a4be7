import type { Context } from '../../../platform/act/index.ts'
import { dayOf, factsOf } from '../../../platform/module/index.ts'
import type { DataSubject, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import { RELATION_TITLES } from '../contract/index.ts'
import * as accountStore from '../store/account-store.ts'
import * as companyStore from '../store/company-store.ts'
import * as factorStore from '../store/factor-store.ts'
import * as mandateStore from '../store/mandate-store.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import * as realNameStore from '../store/real-name-store.ts'
import * as recoveryStore from '../store/recovery-store.ts'
import * as sessionStore from '../store/session-store.ts'
import * as upstreamStore from '../store/upstream-store.ts'
import { MANDATE_TITLES } from './present-mandate.ts'
import { openNetwork, openOwner } from './sealed-fields.ts'

const FOR_SERVICE = '个人信息保护法第十三条第一款第三项：履行法定职责所必需；国务院令第716号第五条：一次登录、统一身份'
const FOR_SAFETY = '网络安全法第二十三条、GB/T 22239 三级：身份鉴别和安全审计'
const WITH_ACCOUNT = '账号存续期间；注销时删除'

/** 身份 keeps of people: the account, what confirmed the name, where it is signed in and by what, whom it acts for. */
export function holdings(correct: NonNullable<PersonalHolding['correct']>): readonly PersonalHolding[] {
  return [{ ...ACCOUNT, correct }, ...BESIDE_ACCOUNT]
}

const ACCOUNT: PersonalHolding = {
  name: 'identity/account',
  title: '账号',
  purpose: '登录和办事时认出是您，并与您联系',
  basis: FOR_SERVICE,
  source: '您注册时填写；姓名和号码由核验来源确认',
  keptFor: WITH_ACCOUNT,
  withheld: '密码只有不能还原的摘要，不提供。',
  tables: {
    'identity.accounts': ['name', 'phone', 'citizen_id', 'citizen_id_blind', 'staff_id', 'password_hash'],
    'identity.sign_in_names': ['name_blind', 'account_id'],
    'identity.upstream_links': ['subject_blind', 'account_id'],
    'identity.companies': ['legal_representative'],
  },
  isOf: (_ctx, thing, { accountId }) => Promise.resolve(thing === accountId),
  list: listAccount,
}

const BESIDE_ACCOUNT: readonly PersonalHolding[] = [
  {
    name: 'identity/real-name',
    title: '实名核验记录',
    purpose: '证明您是本人，决定您能办哪些事',
    basis: FOR_SERVICE,
    source: '核验来源（人口库、人脸、手机、银行卡、数字证书）',
    keptFor: WITH_ACCOUNT,
    withheld: '核验时出示的照片、卡号等不保存；没有答复的核验只留来源给的编号，几天后删除，不提供。',
    tables: {
      'identity.real_name_checks': ['account_id'],
      'identity.real_name_attempts': ['account_id', 'reference'],
    },
    list: listChecks,
  },
  {
    name: 'identity/sessions',
    title: '登录记录',
    purpose: '让您看到在哪里登录过，发现被人冒用',
    basis: FOR_SAFETY,
    source: '登录时由系统记录',
    keptFor: '登录失效后一周内删除；登录这件事留在账本里',
    tables: { 'identity.sessions': ['account_id', 'network', 'device', 'acting'] },
    list: listSessions,
  },
  {
    name: 'identity/factors',
    title: '验证方式',
    purpose: '第二重验证：通行密钥、动态口令、备用码',
    basis: FOR_SAFETY,
    source: '您自己设置',
    keptFor: '您删除时，或者注销时',
    withheld: '动态口令的密钥和备用码是您账号的钥匙，给出来就不安全了，不提供。',
    tables: {
      'identity.factors': ['account_id', 'label', 'secret', 'public_key', 'credential_id'],
      'identity.recovery_codes': ['account_id', 'digest'],
      'identity.factor_resets': ['account_id'],
    },
    list: listFactors,
  },
  {
    name: 'identity/recoveries',
    title: '找回密码',
    purpose: '忘记密码时确认是您本人，并让您发现别人冒充',
    basis: FOR_SAFETY,
    source: '有人为这个账号找回密码时由系统记录',
    keptFor: '过期后由系统定期删除；这件事留在账本里',
    withheld: '启动码和验证码是账号的钥匙，只留不能还原的摘要，不提供。',
    tables: { 'identity.recoveries': ['account_id', 'start_digest'] },
    list: listRecoveries,
  },
  {
    name: 'identity/mandates',
    title: '授权和代办',
    purpose: '证明谁可以替谁办事',
    basis: '民法典第一百六十一条至第一百七十五条（代理）、第二十七条至第三十九条（监护）',
    source: '您或者对方给出，窗口核对',
    keptFor: '授权终止后与所办的事一起保存；注销时删去您的姓名和号码',
    tables: {
      'identity.mandates': [
        'agent_account_id',
        'principal_account_id',
        'principal_name',
        'principal_citizen_id',
        'principal_blind',
        'principal_phone',
      ],
    },
    list: listMandates,
  },
]

async function listAccount(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const account = await accountStore.find(ctx.tx, of.accountId)
  if (!account) return []
  const owner = openOwner(ctx, account)
  const companies = await companyStore.listOfRepresentative(ctx.tx, account.id)
  const upstreams = await upstreamStore.listLinks(ctx.tx, account.id)
  const names = await accountStore.signInNameKinds(ctx.tx, account.id)
  return [
    {
      id: account.id,
      title: '账号',
      facts: factsOf({
        姓名: owner.name,
        公民身份号码: owner.citizenId,
        手机号: owner.phone,
        所在区划: owner.division,
        实名等级: owner.realNameLevel,
        实名来源: account.realNameSource,
        登录名: names.map((kind) => NAME_KINDS[kind]).join('、'),
        村级代办员: account.agentOfVillage,
        法定代表人: companies.map(({ name, creditCode }) => `${name}（${creditCode}）`).join('、'),
        上级平台账号: upstreams.map(({ upstream, linkedAt }) => `${upstream}（${dayOf(linkedAt)}关联）`).join('、'),
      }),
    },
  ]
}

const NAME_KINDS = { login: '用户名', phone: '手机号', 'citizen-id': '公民身份号码' } as const

async function listChecks(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const checks = await realNameStore.listChecks(ctx.tx, of.accountId)
  return checks.map(({ kind, source, passedAt, validUntil }) => ({
    id: `${of.accountId}/${kind}`,
    title: source,
    at: passedAt.toISOString(),
    facts: factsOf({ 核验来源: source, 通过日期: dayOf(passedAt), 有效期至: dayOf(validUntil) }),
  }))
}

async function listSessions(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const sessions = await sessionStore.listAll(ctx.tx, of.accountId)
  return sessions.map(({ id, device, network, methods, times }) => ({
    id,
    title: device === '' ? '登录' : device,
    at: times.createdAt.toISOString(),
    facts: factsOf({
      设备: device,
      网络地址: network && openNetwork(ctx.vault, network),
      登录方式: methods.map((method) => METHODS[method] ?? method).join('、'),
      最近使用: dayOf(times.seenAt),
    }),
  }))
}

const METHODS: Readonly<Record<string, string>> = {
  pwd: '密码',
  otp: '动态口令',
  hwk: '通行密钥',
  swk: '通行密钥',
  recovery: '备用码',
  fed: '上级平台账号',
}

async function listFactors(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const factors = await factorStore.listOf(ctx.tx, of.accountId)
  const codes = await factorStore.countRecoveryCodes(ctx.tx, of.accountId)
  const found = factors.map(({ id, kind, label, createdAt, usedAt }) => ({
    id,
    title: label === '' ? FACTOR_KINDS[kind] : label,
    at: createdAt.toISOString(),
    facts: factsOf({ 种类: FACTOR_KINDS[kind], 名称: label, 最近使用: dayOf(usedAt) }),
  }))
  const unused = { id: `${of.accountId}/recovery`, title: '备用码', facts: factsOf({ 还没有用的: `${codes}个` }) }
  return codes === 0 ? found : [...found, unused]
}

const FACTOR_KINDS = { passkey: '通行密钥', totp: '动态口令' } as const

async function listRecoveries(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const recoveries = await recoveryStore.listOf(ctx.tx, of.accountId)
  return recoveries.map(({ id, way, begunAt, endedAt }) => ({
    id,
    title: '找回密码',
    at: begunAt.toISOString(),
    facts: factsOf({ 方式: RECOVERY_WAYS[way], 开始: dayOf(begunAt), 结束: dayOf(endedAt) }),
  }))
}

const RECOVERY_WAYS = { phone: '手机验证码', passkey: '通行密钥', window: '窗口', reset: '两位管理员重置' } as const

async function listMandates(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const blind = of.citizenId === undefined ? undefined : personMandateStore.principalBlind(ctx, of.citizenId)
  const people = await personMandateStore.listOf(ctx, { accountId: of.accountId, blind })
  const companies = await mandateStore.listAllForAgent(ctx.tx, of.accountId)
  return [
    ...people.map((mandate) => {
      const { id, kind, principal, relation, validFrom, validTo, revokedOn, documentNo, evidenceFileId } = mandate
      const isAgent = mandate.agentAccountId === of.accountId
      return {
        id,
        title: MANDATE_TITLES[kind],
        at: mandate.givenAt.toISOString(),
        facts: factsOf({
          您是: isAgent ? '代办人' : '授权人',
          授权人: principal.name,
          // What the window saw of the other side is the other side's.
          授权人公民身份号码: isAgent ? undefined : principal.citizenId,
          授权人手机号: isAgent ? undefined : principal.phone,
          关系: relation && RELATION_TITLES[relation],
          文书编号: documentNo,
          有效期: `${validFrom} 至 ${validTo}`,
          撤销日期: revokedOn,
        }),
        ...(evidenceFileId !== undefined &&
          (!isAgent || kind === 'guardian') && { files: [{ fileId: evidenceFileId, fileName: '授权证明' }] }),
      }
    }),
    ...companies.map(({ id, organizationName, creditCode, letterNo, validFrom, validTo, revokedOn }) => ({
      id,
      title: MANDATE_TITLES.company,
      facts: factsOf({
        单位: `${organizationName}（${creditCode}）`,
        授权书编号: letterNo,
        有效期: `${validFrom} 至 ${validTo}`,
        撤销日期: revokedOn,
      }),
    })),
  ]
}
