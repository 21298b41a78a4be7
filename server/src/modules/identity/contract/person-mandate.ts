import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { organizationsProblems } from '../../organizations/contract/index.ts'
import { MandateScope } from './mandate.ts'
import { identityProblems as p } from './problems.ts'
import { PublicId } from './public-fields.ts'
import { SessionView } from './session.ts'

const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const CitizenId = (title: string) => Type.String({ format: 'citizen-id', title })
const Name = (title: string) => Type.String({ minLength: 2, maxLength: 50, pattern: '^\\S.*\\S$', title })
const Division = Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$', title: '区划代码' })
/** A form with a file sends text alone: public ids of items with commas between them. */
const ItemList = Type.String({ minLength: 1, maxLength: 2000, title: '事项' })
const Proof = { maxBytes: 20 * 1024 * 1024 }

/** 监护关系 (民法典 arts. 27–33): a parent, another relative, one named by a court or a committee, an organization's. */
export const GuardianRelation = Type.Enum(['parent', 'relative', 'appointed', 'organization'])
export type GuardianRelation = Static<typeof GuardianRelation>

export const RELATION_TITLES: Readonly<Record<GuardianRelation, string>> = {
  parent: '父母',
  relative: '其他近亲属',
  appointed: '法院、居（村）委会或者民政部门指定',
  organization: '担任监护人的组织的工作人员',
}

/** 授权 of one person to another, as one of the two or an official sees it. */
export const PersonMandateView = Type.Object({
  id: PublicId,
  kind: Type.Enum(['guardian', 'village-agent']),
  kindTitle: Type.String(),
  standing: Type.Enum(['asked', 'offered', 'coming', 'in-force', 'over', 'revoked']),
  standingTitle: Type.String(),
  principalName: Type.String(),
  /** Masked. */
  principalCitizenId: Type.String(),
  agentAccountId: PublicId,
  agentName: Type.String(),
  scope: MandateScope,
  validFrom: Day,
  validTo: Day,
  relation: Type.Optional(Type.String()),
  documentNo: Type.String(),
  proof: Type.Enum(['sign-in', 'paper', 'document']),
  evidenceFileId: Type.Optional(PublicId),
  givenAt: Instant,
  revokedOn: Type.Optional(Day),
  revokedBy: Type.Optional(Type.String()),
  version: Type.Integer(),
  abilities: Type.Object({
    accept: Type.Boolean(),
    end: Type.Boolean(),
    act: Type.Boolean(),
    confirm: Type.Boolean(),
  }),
})
export type PersonMandateView = Static<typeof PersonMandateView>

export const ListPersonMandates = contract({
  name: 'identity.listPersonMandates',
  method: 'GET',
  path: '/api/my/mandates',
  summary: '我给出的和我得到的授权（监护、帮办代办）',
  response: Type.Object({
    given: Type.Array(PersonMandateView),
    held: Type.Array(PersonMandateView),
    /** The village whose agent I am. */
    agentOfVillage: Type.Optional(Type.String()),
  }),
})

const mandateId = Type.Object({ mandateId: PublicId })

export const GetMandateRecord = contract({
  name: 'identity.getMandateRecord',
  method: 'GET',
  path: '/api/my/mandates/:mandateId/record',
  summary: '一份授权的经过：给出、接受、代办、撤销',
  params: mandateId,
  response: Type.Object({
    mandate: PersonMandateView,
    entries: Type.Array(
      Type.Object({
        seq: Type.Integer(),
        title: Type.String(),
        byName: Type.String(),
        recordedAt: Instant,
        digest: Type.String(),
        position: Type.Optional(Type.Integer()),
      }),
    ),
  }),
  problems: [p['mandate-unknown']],
})

const guardianship = {
  wardName: Name('被监护人姓名'),
  wardCitizenId: CitizenId('被监护人公民身份号码'),
  relation: GuardianRelation,
  documentNo: Type.String({ minLength: 1, maxLength: 60, title: '证明文件的编号' }),
  validTo: Type.Optional(Type.String({ format: 'date', title: '终止日期' })),
  /** Codes of themes with commas between them; absent: everything. */
  themes: Type.Optional(Type.String({ maxLength: 500, title: '只限这些主题' })),
  division: Division,
}
const guardianshipProblems = [
  p['mandate-exists'],
  p['mandate-period'],
  p['mandate-to-oneself'],
  p['guardian-minor'],
  p['ward-of-age'],
  p['mandate-real-name'],
  organizationsProblems['division-unknown'],
]

/** 申请确认监护关系: by the guardian, with the document that shows it; an official confirms. */
export const AskGuardianship = contract({
  name: 'identity.askGuardianship',
  method: 'POST',
  path: '/api/my/guardianships',
  summary: '申请确认监护关系（附出生医学证明、户口簿、判决书或者指定书）',
  body: Type.Object(guardianship),
  upload: Proof,
  response: PersonMandateView,
  problems: [...guardianshipProblems, p['people-only']],
})

export const RegisterGuardian = contract({
  name: 'identity.registerGuardian',
  method: 'POST',
  path: '/api/guardianships',
  summary: '窗口核对证明文件后登记监护关系',
  body: Type.Object({ guardianCitizenId: CitizenId('监护人公民身份号码'), ...guardianship }),
  upload: Proof,
  response: PersonMandateView,
  problems: [...guardianshipProblems, p['agent-unknown']],
})

export const ConfirmGuardianship = contract({
  name: 'identity.confirmGuardianship',
  method: 'POST',
  path: '/api/mandates/:mandateId/confirm',
  summary: '确认监护关系（已核对证明文件）',
  params: mandateId,
  body: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
  response: PersonMandateView,
  problems: [p['mandate-unknown'], p['mandate-answered'], p['mandate-revoked'], p['mandate-period']],
})

const villageProblems = [
  p['village-agent-unknown'],
  p['mandate-period'],
  p['mandate-too-long'],
  p['mandate-to-oneself'],
  p['mandate-real-name'],
]

export const GiveVillageMandate = contract({
  name: 'identity.giveVillageMandate',
  method: 'POST',
  path: '/api/my/village-mandates',
  summary: '委托村级代办员办理指定的事项',
  body: Type.Object({
    agentAccountId: PublicId,
    itemIds: Type.Array(PublicId, { minItems: 1, maxItems: 20, title: '事项' }),
    validFrom: Type.String({ format: 'date', title: '起始日期' }),
    validTo: Type.String({ format: 'date', title: '终止日期' }),
  }),
  response: PersonMandateView,
  problems: [...villageProblems, p['people-only']],
})

export const RegisterVillageMandate = contract({
  name: 'identity.registerVillageMandate',
  method: 'POST',
  path: '/api/village-mandates',
  summary: '群众到场签字，窗口登记帮办代办的委托',
  body: Type.Object({
    principalName: Name('委托人姓名'),
    principalCitizenId: CitizenId('委托人公民身份号码'),
    principalPhone: Type.Optional(Type.String({ format: 'phone', title: '委托人手机号' })),
    agentAccountId: PublicId,
    items: ItemList,
    documentNo: Type.String({ minLength: 1, maxLength: 60, title: '委托书编号' }),
    validFrom: Type.String({ format: 'date', title: '起始日期' }),
    validTo: Type.String({ format: 'date', title: '终止日期' }),
    division: Division,
  }),
  upload: Proof,
  response: PersonMandateView,
  problems: [...villageProblems, organizationsProblems['division-unknown']],
})

export const AcceptMandate = contract({
  name: 'identity.acceptMandate',
  method: 'POST',
  path: '/api/my/mandates/:mandateId/accept',
  summary: '接受授权，同意代办',
  params: mandateId,
  body: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
  response: PersonMandateView,
  problems: [p['mandate-unknown'], p['mandate-answered'], p['mandate-revoked']],
})

/** Revoked by the principal, declined or laid down by the agent: at once. */
export const EndMyMandate = contract({
  name: 'identity.endMyMandate',
  method: 'POST',
  path: '/api/my/mandates/:mandateId/end',
  summary: '撤销我给出的授权，或者不再代办',
  params: mandateId,
  body: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
  response: PersonMandateView,
  problems: [p['mandate-unknown'], p['mandate-revoked']],
})

export const BeginActing = contract({
  name: 'identity.beginActing',
  method: 'POST',
  path: '/api/session/acting',
  summary: '选择为谁办理',
  body: Type.Object({ mandateId: PublicId }),
  response: SessionView,
  problems: [p['mandate-unknown'], p['mandate-not-in-force']],
})

export const LeaveActing = contract({
  name: 'identity.leaveActing',
  method: 'POST',
  path: '/api/session/acting/end',
  summary: '不再代办，回到为自己办理',
  response: SessionView,
})

/** For the window: what waits for a confirmation, or all mandates of one person. */
export const ListMandates = contract({
  name: 'identity.listMandates',
  method: 'GET',
  path: '/api/mandates',
  summary: '列出待确认的授权，或者查一个人的授权',
  query: Type.Object({
    citizenId: Type.Optional(CitizenId('授权人或者代办人的公民身份号码')),
    after: Type.Optional(PublicId),
  }),
  response: Type.Object({ mandates: Type.Array(PersonMandateView), next: Type.Optional(PublicId) }),
})

/** 村级代办员 as villagers see them: the village says its agents' names. */
export const VillageAgentView = Type.Object({
  accountId: PublicId,
  name: Type.String(),
  village: Type.String(),
  villageName: Type.String(),
})
export type VillageAgentView = Static<typeof VillageAgentView>

export const ListVillageAgents = contract({
  name: 'identity.listVillageAgents',
  method: 'GET',
  path: '/api/village-agents',
  summary: '一个区划内的村级代办员',
  query: Type.Object({ division: Division }),
  response: Type.Object({ agents: Type.Array(VillageAgentView) }),
})

export const NameVillageAgent = contract({
  name: 'identity.nameVillageAgent',
  method: 'POST',
  path: '/api/village-agents',
  summary: '指定村级代办员',
  body: Type.Object({ citizenId: CitizenId('代办员公民身份号码'), village: Division }),
  response: VillageAgentView,
  problems: [p['agent-unknown'], p['village-agent-named'], organizationsProblems['division-unknown']],
})

export const EndVillageAgent = contract({
  name: 'identity.endVillageAgent',
  method: 'POST',
  path: '/api/village-agents/:accountId/end',
  summary: '不再担任村级代办员；还有效的委托随之结束',
  params: Type.Object({ accountId: PublicId }),
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 200, title: '理由' }) }),
  response: Type.Object({ accountId: PublicId, ended: Type.Integer() }),
  problems: [p['village-agent-unknown']],
})
