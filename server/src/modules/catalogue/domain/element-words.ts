import { authorityParts } from '../contract/item-authority.ts'
import type { ElementWords } from '../contract/get-item.ts'
import type { ItemContent } from '../contract/item.ts'
import { TYPE_PART_FIELDS } from '../contract/type-parts.ts'
import { factsOf, wordsOf } from './compare-contents.ts'
import { nameOf, shapeAt } from './place-titles.ts'

const LISTS = [...TYPE_PART_FIELDS, 'intermediaries'] as const

/** 类型要素 and 中介服务 as a page tells them: each list by its title, each of its parts by name. */
export function elementsInWords(content: ItemContent): ElementWords[] {
  return LISTS.flatMap((field) => {
    const parts = content[field] ?? []
    if (parts.length === 0) return []
    const told = parts.map((part) => ({ name: nameOf(part) ?? '', facts: factsOf(field, part) }))
    return [{ title: shapeAt([field])?.title ?? '', parts: told }]
  })
}

/** By what right the power is exercised, and how far. */
export function authorityInWords(content: ItemContent): { name: string; value: string }[] {
  return (Object.keys(authorityParts) as (keyof typeof authorityParts)[])
    .filter((field) => field !== 'intermediaries')
    .map((field) => ({ name: shapeAt([field])?.title ?? '', value: wordsOf(field, content[field]) }))
    .filter(({ value }) => value !== '')
}
