import { useQuery } from '@tanstack/react-query'
import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import { Card, Facts, NoticePanel, Tag } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import frame from '../../shared/page-frame.module.css'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { ItemAdmin } from './item-admin.tsx'
import { limitText } from './item-words.ts'
import { ItemStateTag } from './items-page.tsx'
import { itemsMessages as say } from './messages.ts'

export function ItemPage({ more }: { more?: ReactNode }) {
  const { itemId = '' } = useParams()
  const canManage = usePermit('catalogue.manage')
  const reading = useQuery({
    queryKey: ['item', itemId, 'current'],
    queryFn: ({ signal }) => api.catalogue.getItem({ itemId }, { signal }),
  })
  return (
    <div className={frame.page}>
      <p>
        <Link to="/items">{say.back}</Link>
      </p>
      {reading.data === undefined && <h1 className="visually-hidden">{say.title}</h1>}
      <Loaded reading={reading}>{(item) => <Guide item={item} />}</Loaded>
      {more}
      {canManage && <ItemAdmin itemId={itemId} />}
    </div>
  )
}

function Guide({ item }: { item: ItemGuide }) {
  return (
    <>
      <header className={frame.line}>
        <h1>{item.name}</h1>
        <ItemStateTag state={item.state} />
        {item.isDemo && <Tag>{say.demo}</Tag>}
      </header>
      {item.stateNotice && (
        <NoticePanel
          tone="soon"
          title={say.notice(say.states[item.stateNotice.state], dayText(item.stateNotice.effectiveOn, ''))}
        >
          <p>
            {item.stateNotice.basis}
            {item.stateNotice.documentNo !== undefined && `（${item.stateNotice.documentNo}）`}
          </p>
          {item.stateNotice.runningRule !== undefined && (
            <p>
              {say.runningRule}：{say.runningRules[item.stateNotice.runningRule]}
            </p>
          )}
          {item.stateNotice.runningCases !== undefined && (
            <p>
              {say.runningCases}：{item.stateNotice.runningCases}
            </p>
          )}
        </NoticePanel>
      )}
      <Card>
        <Facts
          columns={2}
          facts={[
            { name: item.layer === 'base' ? say.issuer : say.organization, value: item.organizationName },
            { name: say.power, value: item.powerTypeTitle },
            { name: item.layer === 'base' ? say.baseCode : say.code, value: item.code },
            { name: say.version, value: item.version },
            { name: say.statutory, value: limitText(item.statutoryLimit) },
            { name: say.limit, value: limitText(item.promisedLimit) },
          ]}
        />
      </Card>
      <Card title={say.bases}>
        <ul>
          {item.legalBases.map((basis) => (
            <li key={`${basis.law} ${basis.article}`}>
              {basis.law} {basis.article}
            </li>
          ))}
        </ul>
      </Card>
      <Card title={`${say.materials} ${item.materials.length}`}>
        <ol>
          {item.materials.map((material) => (
            <li key={material.id}>
              {material.name} <Tag>{say.necessity[material.necessity]}</Tag>
            </li>
          ))}
        </ol>
      </Card>
      {item.elements.map(({ title, parts }) => (
        <Card key={title} title={`${title} ${parts.length}`}>
          {parts.map(({ name, facts }, place) => (
            <section key={`${name} ${place}`}>
              <h3>{name}</h3>
              <Facts columns={2} facts={facts} />
            </section>
          ))}
        </Card>
      ))}
      {item.authority.length > 0 && (
        <Card title={say.authority}>
          <Facts columns={2} facts={item.authority} />
        </Card>
      )}
      {(item.reviewRules ?? []).length > 0 && (
        <Card title={say.rules}>
          <ol>
            {(item.reviewRules ?? []).map((one) => (
              <li key={one.id}>
                {say.ruleSteps[one.step]} · {one.name}
                <p className={frame.soft}>{one.standard}</p>
                <ul>
                  {one.points.map((point) => (
                    <li key={point.id}>{point.name}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        </Card>
      )}
      {item.specialProcedures.length > 0 && (
        <Card title={say.procedures}>
          <ul>
            {item.specialProcedures.map((one) => (
              <li key={one.code}>
                {one.name} · {one.stopsClock ? say.stops : say.counts}
                {one.legalBasis !== undefined && <p className={frame.soft}>{one.legalBasis}</p>}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
