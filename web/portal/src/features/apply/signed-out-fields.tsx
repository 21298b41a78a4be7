import { NoticePanel, TextField } from '@yiwang/ui'
import { applyMessages } from './messages.ts'

const say = applyMessages.signedOut

/** Stands in the form itself, so that one submission signs in and saves: nothing that was typed is lost. */
export function SignedOutFields({ failed }: { failed: boolean }) {
  return (
    <>
      <NoticePanel tone="soon" title={say.title} role="alert">
        <p>{say.text}</p>
      </NoticePanel>
      <TextField
        label={say.name}
        id="again-name"
        name="_again-name"
        autoComplete="username"
        maxLength={64}
        error={failed ? say.failed : undefined}
      />
      <TextField
        label={say.password}
        id="again-password"
        name="_again-password"
        type="password"
        autoComplete="current-password"
        maxLength={128}
      />
    </>
  )
}
