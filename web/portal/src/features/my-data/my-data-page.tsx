import { Anchor, NoticePanel } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaArgs,
  useActionData,
  useLoaderData,
} from 'react-router'
import { answering, signInFirst } from '../../shared/errors/page-problem.ts'
import { refuse } from '../../shared/forms/form-answer.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { actWithProof } from '../../shared/proof/ask-for-proof.ts'
import { GiveProof } from '../../shared/proof/give-proof.tsx'
import { findSession } from '../../shared/session.ts'
import { Copy } from './copy.tsx'
import { Kinds } from './kinds.tsx'
import { myDataMessages as say } from './messages.ts'
import styles from './my-data.module.css'
import { Readings } from './readings.tsx'
import { Requests } from './requests.tsx'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  if (!(await findSession(portal)).account) throw signInFirst(url)
  return { held: await portal.api.personalData.getMyPersonalData(), intentKey: newIntentKey() }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const posted = await readPostedForm(portalOf(context), request)
  const { form, api, options } = posted
  const packageId = textOf(form, 'packageId')
  if (packageId !== undefined) {
    return actWithProof(posted, async () => data({ taken: await api.personalData.takePackage({ packageId }, options) }))
  }
  try {
    await api.personalData.askPackage({}, options)
    return data({ asked: true })
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

/** 个人信息: all that is held of me, who read it, and a copy to take away. */
export default function MyDataPage() {
  const { held, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <div className={styles.parts}>
      {answer && 'problems' in answer && (
        <FormProblems page={say.title} title={say.errorTitle} problems={answer.problems} />
      )}
      {answer && 'proof' in answer && <GiveProof asked={answer} />}
      {answer && 'taken' in answer && (
        <NoticePanel tone="ok" title={say.copy.taken} role="status">
          <p>{say.copy.takenText}</p>
          <p>
            <a href={answer.taken.href} download>
              {say.copy.save}
            </a>
          </p>
        </NoticePanel>
      )}
      <p className={styles.text}>{say.lead}</p>
      {!held.isNameProved && (
        <NoticePanel tone="soon" title={say.unproved.title}>
          <p>
            {say.unproved.text} <Anchor href="/my/real-name">{say.unproved.act}</Anchor>
          </p>
        </NoticePanel>
      )}
      <Kinds kinds={held.kinds} rights={held.rights} />
      <Requests rights={held.rights} requests={held.requests} />
      <Copy of={held.package} intentKey={intentKey} />
      <Readings count={held.readings.count} newest={held.readings.newest} />
    </div>
  )
}
