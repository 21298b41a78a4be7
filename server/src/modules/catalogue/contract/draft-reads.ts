import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { Difference } from './difference.ts'
import { DraftId, DraftState, DraftSummary, DraftView } from './draft.ts'
import { ItemForm } from './item-form.ts'
import { ItemLayer } from './item-layer.ts'
import { ResultLicenceType } from './item-parts.ts'
import { ItemState, PowerType } from './item-words.ts'
import { ItemId } from './item.ts'
import { catalogueProblems } from './problems.ts'

const page = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 1 })),
  pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
}
const paged = { total: Type.Integer({ title: '共有' }), page: Type.Integer(), pageSize: Type.Integer() }
const Words = Type.Optional(Type.String({ maxLength: 200, title: '名称或者编码包含' }))
const OrganizationId = Type.Optional(Type.String({ maxLength: 64, title: '实施主体' }))

export const GetItemDraft = contract({
  name: 'catalogue.getItemDraft',
  method: 'GET',
  path: '/api/item-drafts/:draftId',
  summary: '读取一份事项草稿，连同核对结果和审核意见',
  params: Type.Object({ draftId: DraftId }),
  response: DraftView,
  problems: [catalogueProblems['no-such-draft']],
})

export const ListItemDrafts = contract({
  name: 'catalogue.listItemDrafts',
  method: 'GET',
  path: '/api/item-drafts',
  summary: '列出管辖范围内的事项草稿',
  query: Type.Object({
    q: Words,
    /** `open`: all that are under way. */
    state: Type.Optional(Type.Union([Type.Literal('open', { title: '办理中' }), ...DraftState.anyOf])),
    organizationId: OrganizationId,
    itemId: Type.Optional(ItemId),
    ...page,
  }),
  response: Type.Object({ drafts: Type.Array(DraftSummary), ...paged }),
})

/** An item of the library, whatever its state. */
export const LibraryItem = Type.Object({
  itemId: ItemId,
  name: Type.String(),
  code: Type.String(),
  powerType: PowerType,
  layer: ItemLayer,
  state: ItemState,
  organizationId: Type.String(),
  organizationName: Type.String(),
  version: Type.Integer({ title: '现行版本' }),
  effectiveOn: Type.String({ format: 'date' }),
  draft: Type.Optional(Type.Object({ draftId: DraftId, state: DraftState })),
})
export type LibraryItem = Static<typeof LibraryItem>

export const ListLibrary = contract({
  name: 'catalogue.listLibrary',
  method: 'GET',
  path: '/api/item-library',
  summary: '列出管辖范围内的全部事项：在用、暂停和取消的',
  query: Type.Object({
    q: Words,
    state: Type.Optional(ItemState),
    organizationId: OrganizationId,
    powerType: Type.Optional(PowerType),
    hasDraft: Type.Optional(Type.Boolean({ title: '只看正在变更的' })),
    ...page,
  }),
  response: Type.Object({
    items: Type.Array(LibraryItem),
    ...paged,
    organizations: Type.Array(Type.Object({ organizationId: Type.String(), name: Type.String() }), {
      title: '可选的部门',
    }),
  }),
})

/** What may be chosen in a draft rather than typed. */
export const GetDraftChoices = contract({
  name: 'catalogue.getDraftChoices',
  method: 'GET',
  path: '/api/item-draft-choices',
  summary: '列出草稿里可以选用的流程、文书模板、表单、证照类型、主题和大厅窗口',
  response: Type.Object({
    powerTypes: Type.Array(Type.Object({ key: PowerType, title: Type.String() }), { title: '可以选的权力类型' }),
    themes: Type.Array(Type.Object({ id: Type.String(), title: Type.String() })),
    flows: Type.Array(
      Type.Object({ definitionId: Type.String(), version: Type.Integer(), name: Type.String({ title: '流程名称' }) }),
    ),
    templates: Type.Array(
      Type.Object({
        place: Type.String({ title: '在哪里出具' }),
        placeTitle: Type.String(),
        choices: Type.Array(Type.Object({ templateId: Type.String(), name: Type.String({ title: '模板名称' }) })),
      }),
      { title: '各处可以选用的文书模板' },
    ),
    halls: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        windows: Type.Array(
          Type.Object({ number: Type.String(), name: Type.Optional(Type.String()), floor: Type.String() }),
        ),
      }),
      { title: '可以选的大厅和窗口' },
    ),
    forms: Type.Array(
      Type.Object({ itemId: ItemId, name: Type.String(), questions: Type.Integer({ title: '表单项数' }) }),
      { title: '有表单的事项' },
    ),
  }),
})

export const GetFormSource = contract({
  name: 'catalogue.getFormSource',
  method: 'GET',
  path: '/api/item-draft-choices/:itemId',
  summary: '读取可以选用的一个事项的表单和证照类型',
  params: Type.Object({ itemId: ItemId }),
  response: Type.Object({ form: ItemForm, licenceType: Type.Optional(ResultLicenceType) }),
  problems: [catalogueProblems['no-such-item']],
})

const Compared = Type.Object({
  from: Type.Integer({ title: '旧版' }),
  /** Absent: the draft. */
  to: Type.Optional(Type.Integer({ title: '新版' })),
  differences: Type.Array(Difference),
})

export const CompareItemVersions = contract({
  name: 'catalogue.compareItemVersions',
  method: 'GET',
  path: '/api/items/:itemId/differences',
  summary: '比较一个事项的任意两个版本，逐项列出不同',
  params: Type.Object({ itemId: ItemId }),
  query: Type.Object({ from: Type.Integer({ minimum: 1 }), to: Type.Integer({ minimum: 1 }) }),
  response: Compared,
  problems: [catalogueProblems['no-such-item'], catalogueProblems['no-such-version']],
})

export const CompareItemDraft = contract({
  name: 'catalogue.compareItemDraft',
  method: 'GET',
  path: '/api/item-drafts/:draftId/differences',
  summary: '比较草稿和它所依据的版本，逐项列出不同',
  params: Type.Object({ draftId: DraftId }),
  response: Type.Object({ from: Type.Optional(Type.Integer()), differences: Type.Array(Difference) }),
  problems: [catalogueProblems['no-such-draft']],
})

export const CompareOpenItem = contract({
  name: 'catalogue.compareOpenItem',
  method: 'GET',
  path: '/open/v1/items/:itemId/differences',
  summary: '开放接口：比较一个事项的任意两个版本',
  params: Type.Object({ itemId: ItemId }),
  query: Type.Object({ from: Type.Integer({ minimum: 1 }), to: Type.Integer({ minimum: 1 }) }),
  response: Compared,
  problems: [catalogueProblems['no-such-item'], catalogueProblems['no-such-version']],
})
