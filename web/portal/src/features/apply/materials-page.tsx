import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaArgs,
  redirect,
  useActionData,
  useLoaderData,
  useParams,
  useSearchParams,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Page } from '../../shared/layout/page.tsx'
import { filesOf } from '../../shared/materials/form-links.tsx'
import { MaterialUploads } from '../../shared/materials/material-uploads.tsx'
import { uploadProblem } from '../../shared/materials/messages.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { getOpenDraft, titleOf } from './draft.ts'
import { MaterialsActs } from './materials-acts.tsx'
import { applyMessages } from './messages.ts'
import { ApplySteps } from './steps.tsx'

const say = applyMessages.materials

export const loader = answering(async ({ context, params }: LoaderFunctionArgs) => {
  const { aCase, item } = await getOpenDraft(portalOf(context).api, params.caseId ?? '')
  return {
    title: titleOf(item),
    sections: item.form.sections,
    materials: aCase.materials,
    item: filesOf(item),
    version: aCase.version,
    intentKey: newIntentKey(),
  }
})

export const action = answering(async ({ context, params, request }: ActionFunctionArgs) => {
  const { form, api, options, version } = await readPostedForm(portalOf(context), request)
  const caseId = params.caseId ?? ''
  const [materialId, fileId] = [textOf(form, 'materialId'), textOf(form, 'fileId')]
  if (materialId && fileId) {
    await api.cases.removeMaterial({ caseId, materialId, fileId, version }, options)
    return redirect(`/drafts/${caseId}/materials`, 303)
  }
  const { aCase, form: definition } = await getOpenDraft(api, caseId)
  if (form.get('_go') === 'back') {
    const last = definition.sections.at(-1)
    return redirect(last ? `/drafts/${caseId}/form/${last.id}` : `/apply/${aCase.itemId}`, 303)
  }
  const missing = aCase.materials.filter((one) => one.isDemanded && isEmpty(one))
  if (missing.length === 0) return redirect(`/drafts/${caseId}/review`, 303)
  return data({ missing: missing.map((one) => one.materialId) }, { status: 422 })
})

function isEmpty(material: { files: readonly unknown[]; paperReceived: boolean }): boolean {
  return material.files.length === 0 && !material.paperReceived
}

export function meta({ loaderData, matches }: MetaArgs<typeof loader>) {
  return loaderData ? pageMeta(`${say.title} · ${applyMessages.title(loaderData.title)}`, matches) : []
}

export default function MaterialsPage() {
  const { caseId = '' } = useParams()
  const { sections, materials, item, version, intentKey } = useLoaderData<typeof loader>()
  const missing = useActionData<typeof action>()?.missing ?? []
  const problem = useSearchParams()[0].get('problem')
  const problems = materials
    .filter((one) => missing.includes(one.materialId) && isEmpty(one))
    .map((one) => ({ fieldId: `file-${one.materialId}`, message: say.missing(one.name) }))
  return (
    <Page title={say.title} lead={materials.length === 0 ? say.none : say.lead}>
      <ApplySteps caseId={caseId} sections={sections} current="materials" />
      <FormProblems page={say.title} title={say.errorTitle} problems={problems} />
      {problem && (
        <FormProblems page={say.title} title={say.problemTitle} problems={[{ message: uploadProblem(problem) }]} />
      )}
      <MaterialUploads
        caseId={caseId}
        materials={materials}
        item={item}
        version={version}
        next={`/drafts/${caseId}/materials`}
        intentKey={intentKey}
        missing={problems.map((one) => one.fieldId)}
      />
      <MaterialsActs intentKey={intentKey} />
    </Page>
  )
}
