import type { ItemGuide, Material } from '@yiwang/server/contract/catalogue'
import { Facts, StateTag, Tag } from '@yiwang/ui'
import { FormLinks } from '../../shared/materials/form-links.tsx'
import styles from './guide.module.css'
import { guideMessages } from './messages.ts'

const say = guideMessages.material

interface MaterialListProps {
  item: ItemGuide
  materials: readonly Material[]
  /** In words, by material: on which answer it depends. */
  dependsOn: Readonly<Record<string, string>>
}

export function MaterialList({ item, materials, dependsOn }: MaterialListProps) {
  if (materials.length === 0) return <p>{guideMessages.materialsNone}</p>
  const hasForms = materials.some(({ emptyForm, sampleForm }) => emptyForm ?? sampleForm)
  return (
    <>
      {hasForms && <p className={styles.onPaper}>{say.formsOnPaper}</p>}
      <ol className={styles.materials}>
        {materials.map((material) => (
          <li key={material.id}>
            <p className={styles.materialName}>{material.name}</p>
            <p className={styles.tags}>
              <StateTag tone={material.necessity === 'required' ? 'info' : 'neutral'}>
                {say[material.necessity]}
              </StateTag>
              <Tag>{say[material.form]}</Tag>
              <Tag>{say.source[material.source]}</Tag>
              {material.originals > 0 && <Tag>{say.originals(material.originals)}</Tag>}
              {material.copies > 0 && <Tag>{say.copies(material.copies)}</Tag>}
            </p>
            {dependsOn[material.id] && <p className={styles.note}>{dependsOn[material.id]}</p>}
            <FormLinks item={item} materialId={material.id} />
            <MaterialNotes material={material} />
          </li>
        ))}
      </ol>
    </>
  )
}

function MaterialNotes({ material }: { material: Material }) {
  const notes = [
    { name: say.notes, value: material.notes },
    { name: say.when, value: material.when },
    { name: say.acceptance, value: material.acceptance },
    { name: say.signature, value: material.signature },
    { name: say.issuer, value: material.issuer },
    { name: say.sample, value: material.sample },
    { name: say.basis, value: material.basis },
  ].filter((note) => note.value)
  if (notes.length === 0) return null
  return (
    <details className={styles.more}>
      <summary>{say.more}</summary>
      <Facts facts={notes} />
    </details>
  )
}
