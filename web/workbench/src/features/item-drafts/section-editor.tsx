import type { DraftField, DraftFinding, DraftSection, DraftView } from '@yiwang/server/contract/catalogue'
import { DRAFT_SECTIONS } from '@yiwang/server/contract/catalogue'
import { Button, Card, NoticePanel } from '@yiwang/ui'
import { useSyncExternalStore } from 'react'
import { Refusal } from '../../shared/page-states.tsx'
import { ChosenField } from './chosen-fields.tsx'
import { Clash } from './clash.tsx'
import type { DraftKeeper, KeptSection } from './draft-keeper.ts'
import { FieldEditor } from './field-editor.tsx'
import { LockedField, ruleOver, TightenedField } from './draft-parent.tsx'
import type { FieldShape } from './field-shape.ts'
import { fieldsOf, partsInUse } from './field-shape.ts'
import { FormOfDraft } from './form/needed-when-field.tsx'
import { FilesOfDraft } from './material-file-field.tsx'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

const CHOSEN = new Set(['powerType', 'themes', 'flow', 'form', 'documents', 'licenceType'])

interface SectionEditorProps {
  /** Where it stands among the layers, and the rules of what stands above it. */
  draft: Pick<DraftView, 'draftId' | 'layer' | 'parent'>
  keeper: DraftKeeper
  section: DraftSection
  findings: readonly DraftFinding[]
  /** Somebody came here by a finding. */
  wasAsked: boolean
}

/** One part of the draft, saved by itself while it is written. */
export function SectionEditor({ draft, keeper, section, findings, wasAsked }: SectionEditorProps) {
  const kept = useSyncExternalStore(keeper.subscribe, () => keeper.get(section))
  const content = kept.content as Record<string, unknown>
  const { powerType } = useSyncExternalStore(keeper.subscribe, () => keeper.get('identity')).content
  const process = useSyncExternalStore(keeper.subscribe, () => keeper.get('process')).content
  // An empty form is not yet wrong: what is missing stands in the list beside it, and at the fields once somebody wrote here.
  const isWritten = kept.version > 0 || wasAsked
  const here = isWritten ? findings.filter((one) => one.section === section) : []
  const own = section === 'kind' ? partsInUse(powerType, content) : undefined
  const fields = fieldsOf(section, draft.layer).filter(({ name }) => own?.includes(name) ?? true)
  return (
    <Card title={DRAFT_SECTIONS[section].title} id="section" aside={<SaveState kept={kept} />}>
      <div className={styles.stack}>
        <Trouble keeper={keeper} section={section} kept={kept} />
        {fields.length === 0 && <p className={styles.soft}>{say.noTypeParts}</p>}
        <FilesOfDraft draftId={draft.draftId} keeper={keeper}>
          <FormOfDraft value={process.form}>
            {fields.map(({ name, shape, isOptional }) => {
              const rule = ruleOver(draft.parent, name)
              // Of an adoption it is the base item's.
              if (name === 'catalogCode' && draft.parent && draft.layer === 'implementation') return null
              if (rule?.rule === 'locked') return <LockedField key={name} title={titleOf(name, shape)} rule={rule} />
              const Editor = CHOSEN.has(name) ? ChosenField : FieldEditor
              const field = (
                <Editor
                  key={name}
                  shape={shape}
                  path={[name]}
                  isOptional={isOptional}
                  value={content[name]}
                  findings={here}
                  onChange={(value) => keeper.change(section, { ...keeper.get(section).content, [name]: value })}
                />
              )
              return rule ? (
                <TightenedField key={name} rule={rule}>
                  {field}
                </TightenedField>
              ) : (
                field
              )
            })}
          </FormOfDraft>
        </FilesOfDraft>
      </div>
    </Card>
  )
}

/** A form has no title in the contract: the editor names it. */
function titleOf(name: DraftField, shape: FieldShape): string {
  return name === 'form' ? say.form : (shape.title ?? name)
}

const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function SaveState({ kept }: { kept: KeptSection }) {
  const { state, savedAt } = kept
  const words =
    state === 'saving'
      ? say.saving
      : state === 'kept'
        ? savedAt === undefined
          ? ''
          : say.saved(time.format(new Date(savedAt)))
        : say.typed
  return (
    <span className={styles.soft} role="status">
      {words}
    </span>
  )
}

function Trouble({ keeper, section, kept }: { keeper: DraftKeeper; section: DraftSection; kept: KeptSection }) {
  if (kept.state === 'clash' && kept.other)
    return <Clash kept={kept} other={kept.other} onSettle={(whose) => keeper.settle(section, whose)} />
  if (kept.state === 'failed') {
    return (
      <NoticePanel tone="red" title={say.notSaved} role="alert">
        <Refusal error={kept.error} />
        <Button onClick={() => void keeper.flush()}>{say.saveAgain}</Button>
      </NoticePanel>
    )
  }
  return kept.other ? <NoticePanel role="status">{say.merged(kept.other.name)}</NoticePanel> : null
}
