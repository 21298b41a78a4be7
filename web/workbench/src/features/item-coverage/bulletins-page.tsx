import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Button, Card, EmptyState, Pagination, Table, TextArea, TextField } from '@yiwang/ui'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import accountStyles from '../../shared/account-page.module.css'
import { api } from '../../shared/api.ts'
import { shortInstantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { useToday } from '../../shared/today.ts'
import { useAddress } from '../../shared/use-address.ts'
import styles from './coverage.module.css'
import { rateOf } from './figures.tsx'
import { coverageMessages as say } from './messages.ts'

/** 覆盖指标通报: those of the place, and a form for who issues them. */
export function BulletinsPage() {
  const { page, hrefFor } = useAddress('/items/coverage/bulletins')
  const mayIssue = usePermit('catalogue.issueBulletin')
  const today = useToday()
  const reading = useQuery({
    queryKey: ['coverage-bulletins', page],
    queryFn: ({ signal }) => api.catalogue.listCoverageBulletins({ page }, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={accountStyles.page}>
      <p>
        <Link to="/items/coverage">{say.title}</Link>
      </p>
      <h1>{say.bulletins}</h1>
      <p className={accountStyles.soft}>{say.bulletinsLead}</p>
      {mayIssue && <IssueForm />}
      <Loaded reading={reading} lines={4}>
        {({ bulletins, total, pageSize }) =>
          bulletins.length === 0 ? (
            <EmptyState title={say.noBulletins}>
              <p>{mayIssue ? say.noBulletinsIssue : say.noBulletinsText}</p>
            </EmptyState>
          ) : (
            <>
              <Table
                caption={say.bulletins}
                captionHidden
                rows={bulletins}
                keyOf={(one) => one.bulletinId}
                columns={[
                  {
                    id: 'title',
                    header: say.bulletin,
                    isRowHeader: true,
                    cell: (one) => <Link to={`/items/coverage/bulletins/${one.bulletinId}`}>{one.title}</Link>,
                  },
                  { id: 'place', header: say.division, cell: (one) => one.divisionName },
                  { id: 'issued', header: say.issued, cell: (one) => shortInstantText(one.issuedAt, today) },
                  { id: 'by', header: say.issuedBy, cell: (one) => one.issuedByName },
                  { id: 'items', header: say.items, cell: (one) => one.total.items },
                  {
                    id: 'complete',
                    header: say.measures.complete,
                    cell: (one) => <span className={styles.rate}>{rateOf(one.total, 'complete')}</span>,
                  },
                ]}
              />
              <Pagination page={page} pages={Math.ceil(total / pageSize)} hrefFor={hrefFor} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

/** What was typed stays until it is issued. */
function IssueForm() {
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const [words, setWords] = useState('')
  const issue = useMutation({
    mutationFn: () => api.catalogue.issueCoverageBulletin({ title, words }),
    onSuccess: ({ bulletinId }) => navigate(`/items/coverage/bulletins/${bulletinId}`),
  })
  return (
    <Card title={say.issueTitle}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          issue.mutate()
        }}
      >
        <p className={accountStyles.soft}>{say.issueText}</p>
        <TextField
          id="bulletin-title"
          label={say.bulletinTitle}
          required
          minLength={2}
          maxLength={100}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
        <TextArea
          id="bulletin-words"
          label={say.bulletinWords}
          required
          minLength={2}
          rows={4}
          maxLength={5000}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <Refusal error={issue.error} />
        <div>
          <Button type="submit" look="main" busy={issue.isPending}>
            {say.issue}
          </Button>
        </div>
      </form>
    </Card>
  )
}
