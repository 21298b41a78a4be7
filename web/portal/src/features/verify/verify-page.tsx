import { Anchor, Button, Card, Facts, NoticePanel, TextField } from '@yiwang/ui'
import { Form, type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import formStyles from '../../shared/forms/form.module.css'
import { Page } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { type Verification, verify } from './find-verification.ts'
import { verifyMessages as say } from './messages.ts'

/** A question without consequences: the address holds it, so that a QR code can ask it. */
export const loader = answering(async ({ context, params, url }: LoaderFunctionArgs) => {
  const asked = params.code ?? url.searchParams.get('id')
  const code = asked?.trim().slice(0, 200) ?? ''
  return { code, isAsked: asked !== null, found: code ? await verify(portalOf(context).api, code) : undefined }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches, { description: say.lead })
}

export default function VerifyPage() {
  const { code, isAsked, found } = useLoaderData<typeof loader>()
  const missing = isAsked && code === '' ? say.missing : undefined
  return (
    <Page title={say.title} lead={say.lead} crumbs={[{ label: sharedMessages.home, href: '/' }]}>
      {found && <Answer code={code} found={found} />}
      <Form method="get" action="/verify" className={formStyles.form} key={code}>
        <FormProblems
          page={say.title}
          title={say.errorTitle}
          problems={missing ? [{ fieldId: 'id', message: missing }] : []}
        />
        <TextField
          label={found ? say.again : say.label}
          id="id"
          name="id"
          help={say.help}
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={200}
          defaultValue={found ? '' : code}
          error={missing}
        />
        <div className={formStyles.acts}>
          <Button type="submit" look={found ? 'plain' : 'main'}>
            {say.submit}
          </Button>
        </div>
      </Form>
      <p>
        <Anchor href="/receipts/verify">{say.receipts}</Anchor>
      </p>
    </Page>
  )
}

function Answer({ code, found }: { code: string; found: Verification }) {
  const word = say.answers[found.answer]
  const tone =
    found.answer === 'valid' || found.answer === 'issued' ? 'ok' : found.answer === 'unknown' ? 'red' : 'soon'
  const facts = [
    { name: say.facts.name, value: found.name },
    { name: say.facts.documentNo, value: found.documentNo },
    { name: say.facts.licenceNo, value: found.licenceNo },
    { name: say.facts.holder, value: found.holder },
    { name: say.facts.by, value: found.organizationName },
    { name: say.facts.issuedOn, value: found.issuedOn },
    { name: say.facts.valid, value: validity(found) },
    { name: say.facts.erased, value: found.erasedOn && say.facts.erasedOn(found.erasedOn) },
    { name: say.facts.stateOn, value: found.stateOn },
    { name: say.facts.code, value: code },
    {
      name: say.facts.sha256,
      value: found.sha256 && (
        <>
          <code>{found.sha256}</code> {say.facts.sha256Help}
        </>
      ),
    },
  ]
  return (
    <Card>
      <NoticePanel tone={tone} title={word.title} role="status">
        <p>{word.text}</p>
      </NoticePanel>
      <Facts facts={facts.filter((fact) => fact.value)} />
    </Card>
  )
}

function validity({ validFrom, validTo }: Verification): string | undefined {
  if (!validFrom) return undefined
  return validTo ? say.facts.between(validFrom, validTo) : say.facts.forever(validFrom)
}
