import { useParams } from 'react-router'
import { Adjustments } from '../features/item-adjustments/adjustments.tsx'
import { ItemLayers } from '../features/item-drafts/item-layers.tsx'
import { CoveragePage } from '../features/item-coverage/coverage-page.tsx'
import { ItemVersions } from '../features/item-drafts/item-versions.tsx'
import { LibraryTabs } from '../features/item-drafts/library-tabs.tsx'
import { LibraryPage } from '../features/item-drafts/library-page.tsx'
import { ItemPage } from '../features/items/item-page.tsx'
import { ItemsPage } from '../features/items/items-page.tsx'
import { PowerTypesPage } from '../features/power-types/power-types-page.tsx'
import { SimplificationPage } from '../features/simplification/simplification-page.tsx'
import { usePermit } from '../shared/session.tsx'

/** 事项: who works on the library sees all of it, everybody else what is offered now. */
export function ItemsRoute() {
  return usePermit('catalogue.library') ? <LibraryPage /> : <ItemsPage />
}

export function ItemRoute() {
  const { itemId = '' } = useParams()
  return (
    <ItemPage
      more={
        <>
          <ItemLayers itemId={itemId} />
          <ItemVersions itemId={itemId} />
          <Adjustments itemId={itemId} />
        </>
      }
    />
  )
}

/** 覆盖指标: likewise. */
export function CoverageRoute() {
  const isLibrarian = usePermit('catalogue.library')
  return <CoveragePage tabs={isLibrarian && <LibraryTabs selected="coverage" />} />
}

/** 精简账: a list of the library for who works on it, a figure of supervision for the others. */
export function SimplificationRoute() {
  const isLibrarian = usePermit('catalogue.library')
  return <SimplificationPage tabs={isLibrarian && <LibraryTabs selected="simplification" />} />
}

export function PowerTypesRoute() {
  return <PowerTypesPage tabs={<LibraryTabs selected="types" />} />
}
