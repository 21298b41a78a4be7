import { FOOD_ANSWERS, FOOD_ITEM, findItemId, ok, upload, viewOf } from '../src/modules/cases/fixtures.ts'
import { splitPublicId } from '../src/kernel/index.ts'
import type { CaseSubmission } from '../src/modules/cases/contract/index.ts'
import { signIn, testCitizenId } from '../src/modules/identity/fixtures.ts'
import type { RealValues } from './fitting-input.ts'
import type { TestApp } from './harness.ts'

/** Nobody else here is called so. */
const SOMEBODY = { name: '司徒望舒', code: testCitizenId(778), phone: '13900086420', address: '灵山县旧州镇望舒里八号' }
const SHOP = '望舒小馆'
const COUNTY = '450721'

export interface PlantedCase {
  readonly caseId: string
  /** What nobody from elsewhere may be told. */
  readonly secrets: readonly string[]
  /** Its ids and those of the county, by the names of the fields that ask for them. */
  readonly real: RealValues
}

/** A case of the demo county with its tasks, clocks, papers and files. */
export async function plantCase(app: TestApp): Promise<PlantedCase> {
  const clerk = await signIn(app, 'chenjing')
  const itemId = await findItemId(app, FOOD_ITEM)
  const { name, code, phone, address } = SOMEBODY
  const submission = await ok<CaseSubmission>(
    clerk.post('/api/cases/register', {
      itemId,
      applicant: { kind: 'person', name, code, phone },
      answers: { ...FOOD_ANSWERS, shopName: SHOP, placeAddress: address, contactPhone: phone },
    }),
  )
  const { caseId } = submission
  const { materialId } = (await viewOf(clerk, caseId)).materials[0]!
  await ok(upload(app, clerk, { caseId, materialId }))
  await plantBeside(app)
  await plantDraft(app, caseId)
  await app.drain()
  const view = await viewOf(clerk, caseId)
  const secrets = [name, code, phone, address, SHOP, UNPUBLISHED, view.caseNo!, submission.queryCode]
  const real = {
    itemId: [itemId],
    caseId: [caseId],
    subject: [caseId],
    id: [caseId],
    kind: ['case'],
    version: [view.version],
    materialId: [materialId],
    division: [COUNTY],
    person: [name, code, phone],
    number: [view.caseNo!],
    code: [COUNTY],
    ...(await idsOf(app, caseId)),
  }
  return { caseId, secrets, real }
}

/** Stands in a draft that nobody but its department and its reviewers may read. */
const UNPUBLISHED = '还没有发布的惊鸿事项'

/** An item that the department of the case is writing. */
async function plantDraft(app: TestApp, caseId: string): Promise<void> {
  await app.sql(
    `insert into catalogue.item_drafts (jurisdiction, id, item_id, division, organization_id, name, created_at, edited_at)
      select jurisdiction, gen_random_uuid(), gen_random_uuid(), division, organization_id, $2, now(), now()
      from cases.cases where id = $1`,
    [splitPublicId(caseId).id, UNPUBLISHED],
  )
  await app.sql(`insert into catalogue.draft_sections (jurisdiction, draft_id, section, content)
    select jurisdiction, id, s, jsonb_build_object() from catalogue.item_drafts,
      unnest(array['identity', 'authority', 'limits', 'access', 'materials', 'process', 'rules', 'result', 'charges', 'help']) s`)
}

/** What waits for a second administrator in the county, and factors of one of its officials. */
async function plantBeside(app: TestApp): Promise<void> {
  const official = `(select * from identity.accounts where jurisdiction = '${COUNTY}' and kind = 'staff' order by id desc limit 1) a`
  await app.sql(`insert into organizations.appointments
    (jurisdiction, id, staff_id, role, organization_id, division, starts_on, proposed_by, proposed_at)
    select jurisdiction, gen_random_uuid(), id, 'archivist', organization_id, division, current_date, 'somebody', now()
    from organizations.staff where jurisdiction = '${COUNTY}' order by id limit 1`)
  await app.sql(`insert into identity.factor_resets (jurisdiction, id, account_id, division, asked_by, asked_at)
    select jurisdiction, gen_random_uuid(), id, '${COUNTY}', 'somebody', now() from ${official}`)
  await app.sql(`insert into identity.factors (jurisdiction, id, account_id, kind, label, secret, created_at)
    select jurisdiction, gen_random_uuid(), id, 'totp', '手机', '\\x00', now() from ${official}`)
  await app.sql(`insert into identity.recovery_codes select jurisdiction, id, '\\x00' from ${official}`)
  await app.sql(`insert into sign_on.clients (jurisdiction, id, division, organization_id, name, purpose, kind, auth_method, scopes,
      requested_by, kept_by, requested_at)
    values ('${COUNTY}', gen_random_uuid(), '${COUNTY}', 'somewhere', '排队机', '取号', 'device', 'none', '{openid}', 'somebody', 'somebody', now())`)
  await app.sql(`insert into organizations.substitutions
    (jurisdiction, id, absent_id, substitute_id, organization_id, division, post_ids, starts_on, ends_on, proposed_by, proposed_at)
    select a.jurisdiction, gen_random_uuid(), a.id, b.id, a.organization_id, a.division, array[p.id], current_date, current_date + 30, 'somebody', now()
    from organizations.staff a join organizations.posts p on p.jurisdiction = a.jurisdiction and p.staff_id = a.id
    join organizations.staff b on b.jurisdiction = a.jurisdiction and b.organization_id = a.organization_id and b.id <> a.id
    where a.jurisdiction = '${COUNTY}' order by a.id, b.id limit 1`)
  await app.sql(`insert into organizations.staff_changes
    (jurisdiction, id, kind, staff_id, division, effective_on, proposed_by, proposed_at)
    select jurisdiction, gen_random_uuid(), 'leave', id, division, current_date + 30, 'somebody', now()
    from organizations.staff where jurisdiction = '${COUNTY}' order by id desc limit 1`)
}

async function idsOf(app: TestApp, caseId: string): Promise<RealValues> {
  const one = async (text: string) => (await app.sql<{ id: string }>(text)).map(({ id }) => id)
  const pick = (table: string, where = 'true') =>
    one(
      `select jurisdiction || '-' || id as id from ${table} where jurisdiction = '${COUNTY}' and ${where} order by id limit 3`,
    )
  return {
    taskId: await pick('flows.tasks', `subject = '${caseId}'`),
    documentId: await pick('documents.documents', `subject = '${caseId}'`),
    fileId: await one(`select jurisdiction || '-' || file_id as id from files.links where subject = '${caseId}'`),
    limitId: await pick('limits.limits', `subject = '${caseId}'`),
    licenceId: await pick('licences.licences'),
    staffId: await pick('organizations.staff'),
    postId: await pick('organizations.posts'),
    organizationId: await pick('organizations.organizations'),
    grantorId: await pick('organizations.organizations'),
    granteeId: await pick('organizations.staff'),
    authorizationId: await pick('organizations.authorizations'),
    substitutionId: await pick('organizations.substitutions'),
    absentId: await pick('organizations.staff'),
    substituteId: await pick('organizations.staff'),
    changeId: await pick('organizations.staff_changes'),
    appointmentId: await pick('organizations.appointments'),
    draftId: await pick('catalogue.item_drafts'),
    accountId: await pick('identity.accounts', `kind = 'staff'`),
    resetId: await pick('identity.factor_resets'),
    mandateId: await pick('identity.mandates'),
    noticeId: await pick('notices.notices'),
    clientId: await pick('sign_on.clients'),
  }
}
