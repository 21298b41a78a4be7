import type { ItemState } from '../contract/item-words.ts'

/** 事项生命周期: what may be done to an item in which state, and where it leads. */
export const TRANSITIONS = {
  publish: { title: '发布', from: ['draft'], to: 'published' },
  suspend: { title: '暂停', from: ['published'], to: 'suspended' },
  resume: { title: '恢复', from: ['suspended'], to: 'published' },
  abolish: { title: '取消', from: ['published', 'suspended'], to: 'abolished' },
} as const satisfies Record<string, { title: string; from: readonly ItemState[]; to: ItemState }>

export type ItemAct = keyof typeof TRANSITIONS

export function mayFollow(state: ItemState, act: ItemAct): boolean {
  return (TRANSITIONS[act].from as readonly ItemState[]).includes(state)
}

/** What may be done to an item that is in this state. */
export function actsFrom(state: ItemState): ItemAct[] {
  return (Object.keys(TRANSITIONS) as ItemAct[]).filter((act) => mayFollow(state, act))
}
