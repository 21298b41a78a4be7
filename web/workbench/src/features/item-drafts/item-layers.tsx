import { useMutation, useQuery } from '@tanstack/react-query'
import { type ItemLayers as Layers, RuledField } from '@yiwang/server/contract/catalogue'
import { Button, Card, Disclosure, Facts, LinkButton, NoticePanel, Tag } from '@yiwang/ui'
import { Link, useNavigate } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { Adopters } from './adopters.tsx'
import { DeclineUpdate } from './decline-update.tsx'
import styles from './item-drafts.module.css'
import { layerMessages as say } from './layer-messages.ts'

/** 层级 on an item's page: the way up and the way down, what it adopts, and who adopts it. */
export function ItemLayers({ itemId }: { itemId: string }) {
  const seesLibrary = usePermit('catalogue.library')
  const reading = useQuery({
    queryKey: ['item', itemId, 'layers'],
    queryFn: ({ signal }) => api.catalogue.getItemLayers({ itemId }, { signal }),
    enabled: seesLibrary,
  })
  if (!seesLibrary) return null
  return (
    <div className={styles.stack}>
      <Loaded reading={reading} lines={3}>
        {(layers) => (
          <>
            <Place itemId={itemId} layers={layers} />
            {layers.layer === 'base' && <Adopters itemId={itemId} />}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Place({ itemId, layers }: { itemId: string; layers: Layers }) {
  const { layer, above, below, adoption, rules, abilities } = layers
  return (
    <Card title={say.place} aside={<Tag>{say.layers[layer]}</Tag>}>
      <div className={styles.stack}>
        <p className={styles.soft}>{say.placeText[layer]}</p>
        {above.length > 0 && <Links title={say.above} items={above} />}
        {above.map(
          (one) => one.stateNotice && <ChangedAbove key={one.itemId} name={one.name} notice={one.stateNotice} />,
        )}
        {adoption && <Adoption itemId={itemId} adoption={adoption} />}
        {layer === 'implementation' &&
          (below.length === 0 ? (
            <p className={styles.soft}>{say.noneBelow}</p>
          ) : (
            <>
              <Links title={say.below} items={below} />
              <p className={styles.soft}>{say.divided}</p>
            </>
          ))}
        {rules && <Rules rules={rules} />}
        {abilities.adopt && <Begin act="adopt" itemId={itemId} />}
        {abilities.attach && (
          <div>
            <LinkButton href={`/items/${itemId}/attach`}>{say.attach}</LinkButton>
          </div>
        )}
        {abilities.divide && <Begin act="divide" itemId={itemId} />}
      </div>
    </Card>
  )
}

function Links({ title, items }: { title: string; items: Layers['above'] }) {
  return (
    <nav aria-label={title} className={styles.found}>
      <h3>{title}</h3>
      <ul>
        {items.map((one) => (
          <li key={one.itemId}>
            <Link to={`/items/${one.itemId}`}>{one.name}</Link>{' '}
            <span className={styles.soft}>
              {one.code} · {one.organizationName}
            </span>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** What stands above is suspended or abolished, or about to be; the item itself is not, until somebody decides so. */
function ChangedAbove({ name, notice }: { name: string; notice: NonNullable<Layers['above'][number]['stateNotice']> }) {
  const state = say.states[notice.state as keyof typeof say.states]
  return (
    <NoticePanel tone="soon" title={say.changedAbove(name, dayText(notice.effectiveOn, ''), state)}>
      <p>
        {say.basis(notice.basis)}
        {notice.documentNo !== undefined && `（${notice.documentNo}）`}
      </p>
      {notice.runningCases !== undefined && <p>{say.runningCases(notice.runningCases)}</p>}
      <p>{say.changedAboveText(state)}</p>
    </NoticePanel>
  )
}

function Adoption({ itemId, adoption }: { itemId: string; adoption: NonNullable<Layers['adoption']> }) {
  const { baseId, version, latest, standing, reason, draftId, abilities } = adoption
  if (standing === 'current') {
    return (
      <p>
        {say.adoptedVersion(version)}：{say.standing[standing]}
      </p>
    )
  }
  return (
    <NoticePanel tone="soon" title={say.standing[standing]}>
      <p>
        {say.adoptedVersion(version)}。{reason === undefined ? say.newer(latest) : say.declinedBecause(latest, reason)}
      </p>
      <div className={styles.line}>
        <LinkButton href={`/items/${baseId}/differences?from=${version}&to=${latest}`}>{say.seeChanges}</LinkButton>
        {draftId !== undefined && <LinkButton href={`/items/drafts/${draftId}`}>{say.toDraft}</LinkButton>}
      </div>
      {abilities.takeUp && <Begin act="begin" itemId={itemId} />}
      {abilities.decline && <DeclineUpdate itemId={itemId} version={latest} />}
    </NoticePanel>
  )
}

const TITLES = new Map(RuledField.anyOf.map((one) => [one.const as string, 'title' in one ? String(one.title) : '']))

function Rules({ rules }: { rules: NonNullable<Layers['rules']> }) {
  const kinds = ['locked', 'tighten', 'free'] as const
  return (
    <Disclosure summary={say.rules}>
      <p className={styles.soft}>{say.rulesText}</p>
      <Facts
        facts={kinds.map((kind) => ({
          name: say.rule[kind],
          value:
            rules
              .filter(({ rule }) => rule === kind)
              .map(({ field }) => TITLES.get(field) ?? field)
              .join('、') || '—',
        }))}
      />
    </Disclosure>
  )
}

const BEGINNINGS = {
  adopt: (itemId: string) => api.catalogue.adoptBaseItem({ itemId }),
  divide: (itemId: string) => api.catalogue.createItemDraft({ parentId: itemId }),
  begin: (itemId: string) => api.catalogue.takeUpUpdate({ itemId }),
} as const

/** Begins a draft that stands on this item, or on what stands above it. */
function Begin({ act, itemId }: { act: keyof typeof BEGINNINGS; itemId: string }) {
  const navigate = useNavigate()
  const begin = useMutation({
    mutationFn: () => BEGINNINGS[act](itemId),
    onSuccess: ({ draftId }) => navigate(`/items/drafts/${draftId}`),
  })
  return (
    <div className={styles.stack}>
      {act === 'adopt' && <p>{say.adoptText}</p>}
      <Refusal error={begin.error} />
      <div>
        <Button look={act === 'adopt' ? 'main' : 'plain'} busy={begin.isPending} onClick={() => begin.mutate()}>
          {say[act]}
        </Button>
      </div>
    </div>
  )
}
