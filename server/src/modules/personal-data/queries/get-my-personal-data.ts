import { problem } from '../../../kernel/index.ts'
import type { OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { HeldThing } from '../../../platform/module/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import type { GetMyPersonalData, HeldKind, HeldThingView } from '../contract/index.ts'
import { personalDataProblems } from '../contract/index.ts'
import { isBeingMade, isThere } from '../domain/package.ts'
import * as noteStore from '../store/note-store.ts'
import * as packageStore from '../store/package-store.ts'
import { collectHoldings, subjectOf } from './collect-holdings.ts'
import type { Collected } from './collect-holdings.ts'
import { listReadings } from './list-readings.ts'
import { rightsOf } from './list-requests.ts'
import type { PersonalDataContext } from './personal-data-context.ts'
import { presentPackage } from './present-package.ts'

/** A page is read by a person; the copy has all. */
const MOST_OF_A_KIND = 50
const MOST_READINGS = 100

/** 查阅 (个人信息保护法 art. 45): at once, for whoever is signed in. */
export async function getMyPersonalData(ctx: PersonalDataContext): Promise<OutputOf<typeof GetMyPersonalData>> {
  const accountId = ownAccountId(ctx)
  const subject = await subjectOf(ctx, accountId)
  const collected = await collectHoldings(ctx, subject)
  const notes = await noteStore.listOf(ctx, accountId)
  const newest = await packageStore.findNewest(ctx.tx, accountId)
  const isShown = newest && (isBeingMade(newest, ctx.now) || isThere(newest, ctx.now))
  return {
    kinds: collected.map((one) => presentKind(one, notes)),
    readings: await listReadings(ctx, { accountId, collected }, MOST_READINGS),
    isNameProved: subject.citizenId !== undefined,
    ...(isShown && { package: presentPackage(newest) }),
    ...(await rightsOf(ctx, accountId)),
  }
}

/** @throws personal-data/own-only, personal-data/people-only */
export function ownAccountId({ actor }: Context): string {
  if (actor.accountId === undefined) throw problem(permitProblems['sign-in-required'])
  if (actor.mandateId !== undefined) throw problem(personalDataProblems['own-only'])
  if (actor.kind !== 'person') throw problem(personalDataProblems['people-only'])
  return actor.accountId
}

function presentKind({ holding, things }: Collected, notes: readonly noteStore.Note[]): HeldKind {
  const { name, title, purpose, basis, source, keptFor, withheld } = holding
  return {
    ...{ name, title, purpose, basis, source, keptFor },
    ...(withheld !== undefined && { withheld }),
    isAskedByThing: holding.isOf !== undefined && things.length > 0,
    count: things.length,
    things: things.slice(0, MOST_OF_A_KIND).map((thing) => ({ ...presentThing(thing), ...notesBeside(thing, notes) })),
  }
}

function notesBeside({ id }: HeldThing, notes: readonly noteStore.Note[]): Pick<HeldThingView, 'notes'> {
  const beside = notes.filter(({ thing }) => thing === id)
  return beside.length === 0
    ? {}
    : { notes: beside.map(({ text, notedAt }) => ({ text, notedAt: notedAt.toISOString() })) }
}

export function presentThing({ id, title, at, facts, files, keptUntil }: Collected['things'][number]) {
  return {
    ...{ id, title, facts: [...facts] },
    ...(at !== undefined && { at }),
    ...(files && { files: [...files] }),
    ...(keptUntil && { keptUntil }),
  }
}
