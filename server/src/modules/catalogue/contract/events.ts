import { Type } from 'typebox'
import { event, installationStream, streamOf } from '../../../kernel/event.ts'

const ItemId = Type.String()
const StateChange = {
  itemId: ItemId,
  division: Type.String(),
  organizationId: Type.String(),
  basis: Type.String(),
  documentNo: Type.Optional(Type.String()),
  effectiveOn: Type.String(),
}

export const ItemVersionPublished = event(
  'catalogue/ItemVersionPublished.v1',
  Type.Object({
    itemId: ItemId,
    version: Type.Integer(),
    code: Type.String(),
    name: Type.String(),
    powerType: Type.String(),
    division: Type.String(),
    organizationId: Type.String(),
    effectiveOn: Type.String(),
    /** SHA-256 of the canonical content, so that the text that was published can be proved. */
    contentDigest: Type.String(),
    importId: Type.String(),
  }),
  { title: '发布事项', stream: (body) => streamOf('item', body.itemId) },
)

export const ItemSuspended = event(
  'catalogue/ItemSuspended.v1',
  Type.Object({ ...StateChange, runningCases: Type.Optional(Type.String()) }),
  { title: '暂停事项', stream: (body) => streamOf('item', body.itemId) },
)

export const ItemResumed = event('catalogue/ItemResumed.v1', Type.Object(StateChange), {
  title: '恢复事项',
  stream: (body) => streamOf('item', body.itemId),
})

export const ItemAbolished = event(
  'catalogue/ItemAbolished.v1',
  Type.Object({ ...StateChange, runningCases: Type.Optional(Type.String()) }),
  { title: '取消事项', stream: (body) => streamOf('item', body.itemId) },
)

export const CatalogueImported = event(
  'catalogue/CatalogueImported.v1',
  Type.Object({
    importId: Type.String(),
    source: Type.String(),
    format: Type.String(),
    /** SHA-256 of the file. */
    fileDigest: Type.String(),
    taken: Type.Integer(),
    changed: Type.Integer(),
    unchanged: Type.Integer(),
    refused: Type.Integer(),
  }),
  { title: '导入事项库', stream: () => installationStream('catalogue') },
)
