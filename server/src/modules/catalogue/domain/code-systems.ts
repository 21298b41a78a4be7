import type { ItemLevel, ServiceObject } from '../contract/item-words.ts'
import type { Material } from '../contract/item-parts.ts'

/**
 * Codes of the standard and of the provinces, by code system: they contradict each other (服务对象 5 is 行政机关 in the national
 * standard and 非法人企业 in the exchange), so a code is only read together with its system. Types of powers: power-types.ts.
 */
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
