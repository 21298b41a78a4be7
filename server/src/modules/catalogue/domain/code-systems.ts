import type { ItemLevel, PowerType, ServiceObject } from '../contract/item-words.ts'
import type { Material } from '../contract/item-parts.ts'

/**
 * Codes of the standard and of the provinces, by code system: they contradict each other (20 is 公共服务 in the national
 * standard and 其他行政权力 in Guangdong), so a code is only read together with its system.
 */
export const NATIONAL_POWER_TYPES: Readonly<Record<string, PowerType>> = {
  '01': 'licensing',
  '02': 'penalty',
  '03': 'compulsion',
  '04': 'levy',
  '05': 'benefit',
  '06': 'inspection',
  '07': 'confirmation',
  '08': 'reward',
  '09': 'adjudication',
  '10': 'other-power',
  '20': 'public-service',
}

export const POWER_TYPES: Readonly<Record<string, Readonly<Record<string, PowerType>>>> = {
  'guangxi-exchange': NATIONAL_POWER_TYPES,
  guangdong: { ...NATIONAL_POWER_TYPES, '20': 'other-power', '21': 'public-service' },
  sichuan: NATIONAL_POWER_TYPES,
}

export const POWER_TYPE_TITLES: Readonly<Record<PowerType, string>> = {
  licensing: '行政许可',
  penalty: '行政处罚',
  compulsion: '行政强制',
  levy: '行政征收',
  benefit: '行政给付',
  inspection: '行政检查',
  confirmation: '行政确认',
  reward: '行政奖励',
  adjudication: '行政裁决',
  requisition: '行政征用',
  'other-power': '其他行政权力',
  'internal-approval': '政府内部审批',
  'public-service': '公共服务',
}

export const ITEM_LEVELS: Readonly<Record<string, ItemLevel>> = {
  '1': 'national',
  '2': 'province',
  '3': 'city',
  '4': 'county',
  '5': 'town',
  '6': 'village',
  '7': 'graded',
}

/** 服务对象 as the exchange interfaces number it; GB/T 39046 A.4 gives 5 to 行政机关 instead. */
export const EXCHANGE_SERVICE_OBJECTS: Readonly<Record<string, ServiceObject>> = {
  '1': 'natural-person',
  '2': 'enterprise',
  '3': 'institution',
  '4': 'social-organization',
  '5': 'unincorporated-enterprise',
  '6': 'government',
  '9': 'other-organization',
}

export const SERVICE_OBJECT_NAMES: Readonly<Record<string, ServiceObject>> = {
  自然人: 'natural-person',
  企业法人: 'enterprise',
  事业法人: 'institution',
  社会组织法人: 'social-organization',
  非法人企业: 'unincorporated-enterprise',
  行政机关: 'government',
  其他组织: 'other-organization',
}

export const MATERIAL_NECESSITY: Readonly<Record<string, Material['necessity']>> = {
  '1': 'required',
  '2': 'optional',
  '3': 'deferrable',
}

export const MATERIAL_FORM: Readonly<Record<string, Material['form']>> = {
  '1': 'paper',
  '2': 'electronic',
  '3': 'either',
}

export const MATERIAL_SOURCE: Readonly<Record<string, Material['source']>> = {
  '10': 'applicant',
  '20': 'government',
  '30': 'intermediary',
  '99': 'other',
}

export function audienceOf(objects: readonly ServiceObject[]): ('person' | 'organization')[] {
  const audience: ('person' | 'organization')[] = []
  if (objects.includes('natural-person')) audience.push('person')
  if (objects.some((object) => object !== 'natural-person')) audience.push('organization')
  return audience
}
