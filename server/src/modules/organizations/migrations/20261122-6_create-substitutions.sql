-- AB角: an official does another's work while that one is away, in their stead and by name. One names it, another confirms it.
create table organizations.substitutions (
  jurisdiction text collate "C" not null,
  id uuid not null,
  absent_id uuid not null,
  substitute_id uuid not null,
  organization_id uuid not null,
  -- The public id, as permits name organizations.
  organization text collate "C" generated always as (jurisdiction || '-' || organization_id::text) stored,
  division text collate "C" not null,
  -- Posts of the one who is away.
  post_ids uuid[] not null,
  starts_on date not null,
  -- The last day.
  ends_on date not null,
  state text not null default 'proposed',
  proposed_by text collate "C" not null,
  proposed_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, absent_id) references organizations.staff (jurisdiction, id),
  foreign key (jurisdiction, substitute_id) references organizations.staff (jurisdiction, id),
  foreign key (jurisdiction, organization_id) references organizations.organizations (jurisdiction, id),
  constraint substitutions_are_of_two check (absent_id <> substitute_id),
  constraint substitutions_name_a_post check (cardinality(post_ids) > 0),
  constraint substitutions_end_after_they_start check (ends_on >= starts_on),
  constraint substitutions_state_is_known check (state in ('proposed', 'confirmed', 'refused', 'revoked')),
  constraint substitutions_revoked_have_a_time check ((state = 'revoked') = (ended_at is not null)),
  -- Neither who named it nor either of the two.
  constraint substitutions_are_decided_by_another check (
    (decided_by is null) = (decided_at is null) and (state not in ('confirmed', 'refused') or decided_by is not null)
    and (decided_by is null or (decided_by <> proposed_by
      and decided_by <> jurisdiction || '-' || absent_id::text and decided_by <> jurisdiction || '-' || substitute_id::text))
  )
);
create index substitutions_by_division on organizations.substitutions (division, proposed_at desc, id);
create index substitutions_by_absent on organizations.substitutions (jurisdiction, absent_id, ends_on);
create index substitutions_by_substitute on organizations.substitutions (jurisdiction, substitute_id, ends_on);
grant select, insert, update on organizations.substitutions to yiwang_app, yiwang_worker;
grant select on organizations.substitutions to yiwang_reader;
-- The wall under the permits: those within reach, and those of either official, who is named by the act.
select platform.wall('organizations.substitutions', division => 'division', id => 'substitute_id');
create policy of_absent on organizations.substitutions to yiwang_app
  using (absent_id = any (nullif(current_setting('yiwang.ids', true), '')::uuid[]));
