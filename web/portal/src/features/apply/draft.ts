import type { Client } from '@yiwang/client'
import type { ItemFormDefinition } from '@yiwang/forms'
import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import type { CaseView } from '@yiwang/server/contract/cases'
import { redirect } from 'react-router'

export interface Draft {
  aCase: CaseView
  item: ItemGuide
  form: ItemFormDefinition
}

/** The draft with the version of the item that it was begun on. */
export async function getDraft(api: Client, caseId: string): Promise<Draft> {
  const aCase = await api.cases.getCase({ caseId })
  const item = await api.catalogue.getItem({ itemId: aCase.itemId, version: aCase.itemVersion })
  return { aCase, item, form: formOf(item) }
}

/** Only what can still be changed is shown in the steps of an application. */
export async function getOpenDraft(api: Client, caseId: string): Promise<Draft> {
  const draft = await getDraft(api, caseId)
  if (!draft.aCase.abilities.updateDraft) throw redirect(`/cases/${caseId}`)
  return draft
}

/** The catalogue keeps forms as JSON; that it is JSON Schema was checked when the item was published. */
export function formOf(item: Pick<ItemGuide, 'form'>): ItemFormDefinition {
  return item.form
}

export function titleOf(item: { name: string; plainName?: string | undefined }): string {
  return item.plainName ?? item.name
}
