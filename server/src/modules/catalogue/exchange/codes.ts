import type { CrossRegion, OrganNature, PowerSource } from '../contract/item-authority.ts'
import type { Material } from '../contract/item-parts.ts'
import type { ItemLevel, OnlineDepth, ServiceObject } from '../contract/item-words.ts'
import type { ItemContent } from '../contract/item.ts'
import {
  EXCHANGE_SERVICE_OBJECTS,
  ITEM_LEVELS,
  MATERIAL_FORM,
  MATERIAL_NECESSITY,
  MATERIAL_SOURCE,
} from '../domain/code-systems.ts'

/** 代码对照: one enumeration and its codes at the interface, both ways. */
interface CodeTable<Word extends string> {
  readonly codeOf: (word: Word) => string
  readonly wordOf: (code: string) => Word | undefined
}

function codeTable<Word extends string>(words: Readonly<Record<string, Word>>): CodeTable<Word> {
  const codes = new Map(Object.entries(words).map(([code, word]) => [word, code]))
  return { codeOf: (word) => codes.get(word) ?? '', wordOf: (code) => words[code] }
}

/**
 * Of the exchange tables, which is not always the standard: 服务对象 5 and 6 are 非法人企业 and 行政机关 there, while GB/T 39046
 * A.4 has 行政机关 under 5 and 其他组织 under 6.
 */
export const CODES = {
  level: codeTable<ItemLevel>(ITEM_LEVELS),
  serviceObject: codeTable<ServiceObject>(EXCHANGE_SERVICE_OBJECTS),
  necessity: codeTable<Material['necessity']>(MATERIAL_NECESSITY),
  materialForm: codeTable<Material['form']>(MATERIAL_FORM),
  materialSource: codeTable<Material['source']>(MATERIAL_SOURCE),
  organNature: codeTable<OrganNature>({ '1': 'statutory', '2': 'authorized', '3': 'entrusted', '9': 'other' }),
  powerSource: codeTable<PowerSource>({
    ...{ '1': 'statutory', '2': 'delegated-down', '3': 'authorized-above', '4': 'authorized-same' },
    ...{ '5': 'entrusted-above', '6': 'entrusted-same' },
  }),
  crossRegion: codeTable<CrossRegion>({
    ...{ '1': 'nation', '2': 'provinces', '3': 'cities', '4': 'counties', '5': 'town', '6': 'village' },
  }),
  result: codeTable<ItemContent['result']['kind']>({ '10': 'licence', '20': 'document', '99': 'none' }),
  limitUnit: codeTable<'workday' | 'day'>({ '1': 'workday', '2': 'day' }),
  /** Written as the deepest step that is done online; read from any of them. */
  onlineDepth: codeTable<OnlineDepth>({ '1': 'consulting', '3': 'receiving', '5': 'accepting', '6': 'whole' }),
} as const
