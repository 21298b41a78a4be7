import { Card, TextField } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { PublishCard } from '../../shared/publish-card.tsx'
import { useAskBeforeLeaving } from '../../shared/use-ask-before-leaving.ts'
import { BlockList } from './block-list.tsx'
import { templateMessages as say } from './messages.ts'
import { Preview } from './preview.tsx'
import styles from './template-editor.module.css'
import { blocksOf, type TemplateModel } from './template-model.ts'
import { usePreview } from './use-preview.ts'

/** The blocks and their page side by side; on a phone one below the other. */
export function TemplateDesign({ start, templateId }: { start: TemplateModel; templateId: string }) {
  const [model, setModel] = useState(start)
  const [kept, setKept] = useState(start)
  const preview = usePreview(model)
  useAskBeforeLeaving(model !== kept)
  const { kind, name } = model
  // A finding is of the blocks that were looked at; while they change it may point at another.
  const problems = preview.isBehind ? [] : (preview.data?.problems ?? [])
  return (
    <div className={styles.columns}>
      <div>
        <Card title={say.design}>
          <div className={styles.stack}>
            {kind.law.length > 0 && (
              <p className={styles.soft}>
                {kind.name} · {say.law}：{kind.law.join('；')}
              </p>
            )}
            <TextField
              id="template-name"
              label={say.name}
              maxLength={60}
              value={name}
              onChange={({ target }) => setModel({ ...model, name: target.value })}
            />
            <BlockList model={model} problems={problems} onChange={(entries) => setModel({ ...model, entries })} />
          </div>
        </Card>
      </div>
      <Preview preview={preview} />
      <div>
        <PublishCard
          fieldId="template-id"
          label={say.id}
          help={say.idHelp}
          example="food-decision"
          text={say.publishText}
          startId={templateId}
          queryKey={['document-templates']}
          publish={(id) =>
            api.documents.publishTemplate({ templateId: id, kind: kind.kind, name, blocks: blocksOf(model) })
          }
          onPublished={() => setKept(model)}
        />
      </div>
    </div>
  )
}
