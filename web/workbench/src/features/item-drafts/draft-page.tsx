import { useQuery } from '@tanstack/react-query'
import { ApiProblem } from '@yiwang/client'
import { DRAFT_SECTIONS, type DraftFinding, type DraftSection, type DraftView } from '@yiwang/server/contract/catalogue'
import { Card, Facts, Tag } from '@yiwang/ui'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { DifferenceTable } from './difference-table.tsx'
import { DraftActs } from './draft-acts.tsx'
import { DraftKeeper } from './draft-keeper.ts'
import { DraftParent, DraftTakeover } from './draft-parent.tsx'
import { UpdateFromAbove } from './update-from-above.tsx'
import { DraftStateTag } from './draft-state-tag.tsx'
import { kindOf } from './drafts-page.tsx'
import { Findings, goTo } from './findings.tsx'
import { partsInUse } from './field-shape.ts'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'
import { Opinions } from './opinions.tsx'
import { RunningCases } from './running-cases.tsx'
import { SectionEditor } from './section-editor.tsx'
import { TrialCard } from './trial-card.tsx'
import { usePermit } from '../../shared/session.tsx'

/** 一份草稿: written by its department in parts, read by the reviewers as what it changes. */
export function DraftPage() {
  const { draftId = '' } = useParams()
  const reading = useQuery({
    queryKey: ['item-draft', draftId],
    queryFn: ({ signal }) => api.catalogue.getItemDraft({ draftId }, { signal }),
    // What is typed on the page is newer than what a refetch brings: the keeper alone reads sections anew.
    refetchOnWindowFocus: false,
    // Who comes back reads what was saved, not what was there when the page was opened.
    gcTime: 0,
  })
  return (
    <div className={styles.wide}>
      <p>
        <Link to="/items/drafts">{say.back}</Link>
      </p>
      {reading.data === undefined && <h1 className="visually-hidden">{say.title}</h1>}
      <Loaded reading={reading}>{(draft) => <Draft key={`${draft.draftId} ${draft.version}`} draft={draft} />}</Loaded>
    </div>
  )
}

function Draft({ draft }: { draft: DraftView }) {
  const [findings, setFindings] = useState<readonly DraftFinding[]>(draft.findings)
  const keeper = useKeeper(draft, setFindings)
  const name = useSyncExternalStore(keeper.subscribe, () => keeper.get('identity')).content.name
  const canCount = usePermit('cases.countByItem')
  const isOpen = draft.state !== 'published' && draft.state !== 'discarded'
  return (
    <>
      <header className={styles.line}>
        <h1 className={styles.heading}>{name || draft.name || say.unnamed}</h1>
        <DraftStateTag state={draft.state} />
        <Tag>{kindOf(draft)}</Tag>
      </header>
      <DraftParent draft={draft} />
      <DraftTakeover draft={draft} />
      <div className={styles.columns}>
        <div className={styles.stack}>
          <UpdateFromAbove draft={draft} />
          {draft.abilities.edit ? (
            <Editor draft={draft} keeper={keeper} findings={findings} />
          ) : (
            <Changes draft={draft} />
          )}
          {isOpen && <TrialOf draft={draft} keeper={keeper} />}
        </div>
        <aside className={styles.stack}>
          <DraftActs draft={draft} onBefore={() => keeper.flush()} />
          {draft.abilities.edit && <Checked findings={findings} />}
          {!draft.abilities.edit && isOpen && findings.length > 0 && <Checked findings={findings} />}
          <Opinions opinions={draft.opinions} />
          {draft.baseVersion !== undefined && isOpen && canCount && <RunningCases itemId={draft.itemId} />}
          <About draft={draft} />
        </aside>
      </div>
    </>
  )
}

/** One keeper a draft and version; what is not saved goes out when the page is left, and leaving the site asks first. */
function useKeeper(
  { draftId, sections }: DraftView,
  onFindings: (found: readonly DraftFinding[]) => void,
): DraftKeeper {
  const [keeper] = useState(
    () =>
      new DraftKeeper(sections, {
        save: (input) => api.catalogue.saveDraftSection({ draftId, ...input }),
        read: async (section) => {
          const now = await api.catalogue.getItemDraft({ draftId })
          return now.sections.find((one) => one.section === section)!
        },
        isStale: (error) => error instanceof ApiProblem && error.isStale,
        onFindings,
        delay: 1000,
      }),
  )
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (keeper.hasUnsaved()) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
      void keeper.flush()
    }
  }, [keeper])
  return keeper
}

const SECTIONS = Object.keys(DRAFT_SECTIONS) as DraftSection[]

/** Beside the part that names the flow, and under what the reviewers read. */
function TrialOf({ draft, keeper }: Pick<EditorProps, 'draft' | 'keeper'>) {
  const [params] = useSearchParams()
  const isShown = !draft.abilities.edit || params.get('section') === 'process'
  return isShown ? <TrialCard keeper={keeper} /> : null
}

interface EditorProps {
  draft: DraftView
  keeper: DraftKeeper
  findings: readonly DraftFinding[]
}

function Editor({ draft, keeper, findings }: EditorProps) {
  const [params] = useSearchParams()
  const section = SECTIONS.find((one) => one === params.get('section')) ?? 'identity'
  const wanted = params.get('at')
  const { powerType } = useSyncExternalStore(keeper.subscribe, () => keeper.get('identity')).content
  const parts = useSyncExternalStore(keeper.subscribe, () => keeper.get('kind')).content
  const hasParts = partsInUse(powerType, parts).length > 0
  const shown = SECTIONS.filter((one) => one !== 'kind' || hasParts || section === 'kind')
  useEffect(() => {
    if (wanted !== null) goTo(wanted)
  }, [wanted, section])
  return (
    <>
      <nav className={styles.sections} aria-label={say.sections}>
        {shown.map((one) => {
          const wrong = findings.filter((found) => found.section === one && found.level === 'error').length
          return (
            <Link
              key={one}
              to={`?section=${one}`}
              preventScrollReset
              aria-current={one === section ? 'true' : undefined}
            >
              {DRAFT_SECTIONS[one].title}
              {wrong > 0 && (
                <span className={styles.count}>
                  {wrong}
                  <span className="visually-hidden">{say.toMend}</span>
                </span>
              )}
            </Link>
          )
        })}
      </nav>
      <SectionEditor
        key={section}
        draft={draft}
        keeper={keeper}
        section={section}
        findings={findings}
        wasAsked={wanted !== null}
      />
    </>
  )
}

function Checked({ findings }: { findings: readonly DraftFinding[] }) {
  return (
    <Findings
      findings={findings}
      hrefOf={({ section, path }) => `?${new URLSearchParams({ section, at: path })}`}
      onGo={({ path }) => goTo(path)}
    />
  )
}

function Changes({ draft }: { draft: DraftView }) {
  const reading = useQuery({
    queryKey: ['item-draft-differences', draft.draftId, draft.version],
    queryFn: ({ signal }) => api.catalogue.compareItemDraft({ draftId: draft.draftId }, { signal }),
  })
  const isNew = draft.baseVersion === undefined
  return (
    <Card title={isNew ? say.content : say.differences}>
      <Loaded reading={reading}>
        {({ differences }) => <DifferenceTable differences={differences} isNew={isNew} />}
      </Loaded>
    </Card>
  )
}

function About({ draft }: { draft: DraftView }) {
  return (
    <Card title={say.about}>
      <Facts
        facts={[
          { name: say.department, value: draft.organizationName },
          { name: say.editors, value: draft.editorNames.join('、') || '—' },
          ...(draft.reason === undefined ? [] : [{ name: say.reason, value: draft.reason }]),
          ...(draft.effectiveOn === undefined ? [] : [{ name: say.effectiveFrom, value: draft.effectiveOn }]),
          { name: say.round, value: draft.round },
          ...(draft.baseVersion === undefined && draft.publishedVersion === undefined
            ? []
            : [{ name: say.name, value: <Link to={`/items/${draft.itemId}`}>{say.openItem}</Link> }]),
        ]}
      />
    </Card>
  )
}
