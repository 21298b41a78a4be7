import { Type } from 'typebox'
import { event, installationStream } from '../../kernel/index.ts'

/** Whose hands a key went through is the actor of the entry. Nothing of a key is in it. */
const stream = () => installationStream('data-keys')

/** 数据密钥产生 (GB/T 39786—2021 密钥管理): a data key was made and wrapped; nothing is sealed under it yet. */
export const DataKeyMade = event(
  'vault/DataKeyMade.v1',
  Type.Object({ keyId: Type.Integer(), algorithm: Type.String(), master: Type.String() }),
  { title: '产生数据密钥', stream },
)

/** 启用数据密钥: every value that is sealed from now on is sealed under it. */
export const DataKeyTaken = event(
  'vault/DataKeyTaken.v1',
  Type.Object({ keyId: Type.Integer(), formerKeyId: Type.Integer() }),
  { title: '启用数据密钥', stream },
)

/** 旧值重新加密: every value that was sealed before is under the key that is taken now. */
export const ValuesResealed = event(
  'vault/ValuesResealed.v1',
  Type.Object({ keyId: Type.Integer(), tables: Type.Integer(), values: Type.Integer() }),
  { title: '旧值已重新加密', stream },
)

/** 销毁数据密钥: nothing was left under it; the wrapped key was deleted. */
export const DataKeyRetired = event('vault/DataKeyRetired.v1', Type.Object({ keyId: Type.Integer() }), {
  title: '销毁数据密钥',
  stream,
})

/** 更换主密钥: the data keys are wrapped under another master key. */
export const DataKeysRewrapped = event(
  'vault/DataKeysRewrapped.v1',
  Type.Object({ master: Type.String(), former: Type.Array(Type.String()), keys: Type.Integer() }),
  { title: '更换主密钥', stream },
)
