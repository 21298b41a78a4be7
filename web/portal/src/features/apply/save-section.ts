import { ApiProblem } from '@yiwang/client'
import {
  type AnswerError,
  type Answers,
  checkSection,
  type FormSection,
  isListChange,
  type ItemFormDefinition,
  parseFormPost,
  sectionSchema,
} from '@yiwang/forms'
import { data, redirect } from 'react-router'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import type { PortalRequest } from '../../shared/portal-request.ts'
import { formOf } from './draft.ts'
import { signInAgain } from './sign-in-again.ts'

/** What the page of one step is told after it was posted. */
export interface SectionAnswer {
  answers: Answers
  errors: readonly AnswerError[]
  /** Who and what to name in the next submission. */
  version: number
  intentKey: string
  savedAt?: string
  signedOut?: 'asked' | 'failed'
  refusal?: string
}

export type Go = 'next' | 'back' | 'leave' | 'autosave'

/** Saves one step. What is typed is kept whatever happens: in the draft, or at least on the page that comes back. */
export async function saveSection(portal: PortalRequest, request: Request, place: { caseId: string; section: string }) {
  const posted = await readPostedForm(portal, request)
  const { definition, section } = await findSection(portal, posted.form, place.section)
  const typed = parseFormPost(sectionSchema(definition, section), posted.form)
  const answer = { answers: typed, errors: [], version: posted.version, intentKey: newIntentKey() }
  if (isListChange(posted.form)) return data<SectionAnswer>(answer)
  const api = await signInAgain(portal, posted.form, posted.api)
  if (api === 'failed') return data<SectionAnswer>({ ...answer, signedOut: 'failed' }, { status: 401 })
  try {
    const before = await api.cases.getCase({ caseId: place.caseId })
    const answers = { ...without(before.answers, section.fields), ...typed }
    const saved = await api.cases.updateDraft(
      { caseId: place.caseId, version: posted.version, answers },
      posted.options,
    )
    return answerSaved({ answer: { ...answer, answers, version: saved.version }, definition, section, posted, place })
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    if (error.isSignedOut) return data<SectionAnswer>({ ...answer, signedOut: 'asked' }, { status: 401 })
    const version = error.isStale ? (await api.cases.getCase({ caseId: place.caseId })).version : posted.version
    return data<SectionAnswer>({ ...answer, version, refusal: error.text }, { status: error.status || 503 })
  }
}

interface Saved {
  answer: SectionAnswer
  definition: ItemFormDefinition
  section: FormSection
  posted: { form: FormData }
  place: { caseId: string }
}

function answerSaved({ answer, definition, section, posted, place }: Saved) {
  const go = goOf(posted.form)
  const saved = { ...answer, savedAt: new Date().toISOString() }
  if (go === 'autosave') return data<SectionAnswer>(saved)
  if (go === 'leave') return redirect('/my?saved=yes', 303)
  const at = definition.sections.indexOf(section)
  if (go === 'back') return redirect(stepPath(place.caseId, definition.sections[at - 1]), 303)
  const errors = checkSection(definition, section, answer.answers)
  if (errors.length > 0) return data<SectionAnswer>({ ...saved, errors }, { status: 422 })
  return redirect(stepPath(place.caseId, definition.sections[at + 1]), 303)
}

/** The posted form names its item, so that it can be shown again even to somebody who is no longer signed in. */
async function findSection(portal: PortalRequest, form: FormData, sectionId: string) {
  const itemId = textOf(form, '_item') ?? ''
  const version = Number(textOf(form, '_item-version')) || undefined
  const item = await portal.api.catalogue.getItem({ itemId, ...(version && { version }) })
  const definition = formOf(item)
  const section = definition.sections.find((one) => one.id === sectionId)
  if (!section) throw data({ code: 'http/not-found', title: '' }, { status: 404 })
  return { definition, section }
}

function goOf(form: FormData): Go {
  const go = form.get('_go')
  return go === 'back' || go === 'leave' || go === 'autosave' ? go : 'next'
}

function stepPath(caseId: string, section: FormSection | undefined): string {
  return `/drafts/${caseId}/${section ? `form/${section.id}` : 'materials'}`
}

function without(answers: Answers, names: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !names.includes(name)))
}
