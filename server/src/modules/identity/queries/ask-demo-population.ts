import { systemActor } from '../../../kernel/index.ts'
import { runAct } from '../../../platform/act/index.ts'
import type { ActDeps } from '../../../platform/act/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import type { PopulationRegister } from '../domain/population-register.ts'
import * as demoPopulationStore from '../store/demo-population-store.ts'

const CITIZEN_ID = 'identity.demo_population citizen_id'
const NAME = 'identity.demo_population name'

/** The demo county's stand-in for the population base: a table of invented people, under a name that says so. */
export function createDemoPopulation(act: ActDeps): PopulationRegister {
  const actor = systemActor('identity/demo-population')
  return {
    name: '演示人口库（本机，虚构人员）',
    check: ({ name, citizenId }) =>
      runAct(act, { actor, requestId: 'demo-population', mode: 'read' }, async (ctx) => {
        const known = await demoPopulationStore.nameBlindOf(ctx.tx, act.vault.blind(citizenId, CITIZEN_ID))
        if (!known) return 'unknown'
        return known.equals(act.vault.blind(name, NAME)) ? 'match' : 'mismatch'
      }),
  }
}

/** A person of the table, by blind index alone: the table can confirm, and tell nothing. */
export function demoPerson(
  vault: Vault,
  person: { jurisdiction: string; name: string; citizenId: string },
): Parameters<typeof demoPopulationStore.save>[1] {
  return {
    jurisdiction: person.jurisdiction,
    citizenIdBlind: vault.blind(person.citizenId, CITIZEN_ID),
    nameBlind: vault.blind(person.name, NAME),
  }
}
