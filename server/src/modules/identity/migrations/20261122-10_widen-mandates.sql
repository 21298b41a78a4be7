-- Mandates of people beside those of companies: guardians and village agents, with scope, proof, confirmation and acceptance.
alter table identity.mandates
  alter column company_id drop not null,
  add column kind text not null default 'company',
  -- The person for whom is acted: sealed, found by blind index; the account where one was known.
  add column principal_name bytea,
  add column principal_citizen_id bytea,
  add column principal_blind bytea,
  add column principal_phone bytea,
  add column principal_account_id text collate "C",
  add column scope text not null default 'all',
  add column scope_codes text[] not null default '{}',
  -- What shows it: a letter of a company, the principal's own sign-in, a signed paper, a document of guardianship.
  add column proof text not null default 'letter',
  add column evidence_file_id text collate "C",
  add column relation text,
  add column given_at timestamptz,
  add column confirmed_at timestamptz,
  add column confirmed_by text collate "C",
  add column accepted_at timestamptz,
  add column revoked_by text,
  add constraint mandates_kind_is_known check (kind in ('company', 'guardian', 'village-agent')),
  add constraint mandates_have_one_principal check (
    (kind = 'company') = (company_id is not null) and (kind = 'company') = (principal_blind is null)
  ),
  add constraint mandates_scope_is_known check (scope in ('all', 'themes', 'items')),
  add constraint mandates_name_what_they_cover check ((scope = 'all') = (cardinality(scope_codes) = 0)),
  add constraint mandates_of_village_agents_name_items check (kind <> 'village-agent' or scope = 'items'),
  add constraint mandates_proof_is_known check (proof in ('letter', 'sign-in', 'paper', 'document')),
  add constraint mandates_relation_is_known check (relation in ('parent', 'relative', 'appointed', 'organization')),
  add constraint mandates_of_guardians_have_a_relation check ((kind = 'guardian') = (relation is not null)),
  add constraint mandates_are_revoked_by_somebody check (revoked_by in ('principal', 'agent', 'official'));
update identity.mandates m set
  given_at = coalesce(a.created_at, now()), confirmed_at = coalesce(a.created_at, now()), accepted_at = coalesce(a.created_at, now())
  from identity.accounts a where a.jurisdiction = left(m.agent_account_id, 6) and a.id = substr(m.agent_account_id, 8)::uuid;
update identity.mandates set given_at = now(), confirmed_at = now(), accepted_at = now() where given_at is null;
alter table identity.mandates alter column given_at set not null;
create index mandates_by_principal on identity.mandates (principal_blind) where principal_blind is not null;
create index mandates_of_people_by_division on identity.mandates (division, given_at desc, id) where kind <> 'company';

-- 村级代办员: the village that a person was named for. Villagers choose from these.
alter table identity.accounts add column agent_of_village text collate "C";
create index accounts_of_village_agents on identity.accounts (agent_of_village) where agent_of_village is not null;

-- For whom the person behind a session acts at the moment: a copy of the mandate, so that no request pays for a look-up.
alter table identity.sessions add column acting jsonb;
create index sessions_acting_by_mandate on identity.sessions ((acting ->> 'mandateId')) where acting is not null;

-- Values sealed under an older data key are written anew by the worker; notices of mandates are its work too.
grant update (principal_name, principal_citizen_id, principal_phone) on identity.mandates to yiwang_worker;

-- The wall: a mandate that an act names, those of a person whose proved citizen id asks; agents of the villages that are asked about.
create policy named on identity.mandates to yiwang_app using (id = any (nullif(current_setting('yiwang.ids', true), '')::uuid[]));
create policy of_same_principal on identity.mandates to yiwang_app
  using (principal_blind = decode(nullif(current_setting('yiwang.applicant', true), ''), 'hex'));
create policy of_villages on identity.accounts for select to yiwang_app using (
  agent_of_village >= nullif(current_setting('yiwang.villages_lo', true), '') and agent_of_village < current_setting('yiwang.villages_hi', true)
);
