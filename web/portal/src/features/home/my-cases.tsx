import type { CaseSummary } from '@yiwang/server/contract/cases'
import { Anchor, Card, LinkButton } from '@yiwang/ui'
import { CaseLine } from '../../shared/cases/case-line.tsx'
import { homeMessages } from './messages.ts'

const say = homeMessages.myCases

/** Undefined cases: nobody is signed in. */
export function MyCases({ cases, today }: { cases: readonly CaseSummary[] | undefined; today: string }) {
  if (cases === undefined) {
    return (
      <Card title={say.title}>
        <p>{say.signIn}</p>
        <LinkButton href="/sign-in">{say.signInLink}</LinkButton>
        <Anchor href="/lookup">{say.lookup}</Anchor>
      </Card>
    )
  }
  return (
    <Card title={say.title} aside={<Anchor href="/my">{say.all}</Anchor>}>
      {cases.length === 0 ? (
        <p>{say.none}</p>
      ) : (
        cases.map((one) => <CaseLine key={one.caseId} aCase={one} today={today} level={3} />)
      )}
    </Card>
  )
}
