-- 填报清单: lists that do not follow from items, kept as records that one person proposes and another publishes, in versions that stay.
create schema rosters;
grant usage on schema rosters to yiwang_app, yiwang_worker, yiwang_reader;

-- What a department changes in one list, until somebody else has looked at it.
create table rosters.batches (
  jurisdiction text collate "C" not null,
  id uuid not null,
  kind text collate "C" not null,
  division text collate "C" not null,
  organization_id text collate "C" not null,
  organization_name text not null,
  state text not null default 'open',
  editors text[] not null,
  note text,
  effective_on date,
  reviewer_id text collate "C",
  opened_at timestamptz not null,
  version integer not null default 1,
  primary key (jurisdiction, id),
  constraint batches_state_is_known check (state in ('open', 'in-review', 'published')),
  constraint batches_are_reviewed_by_another check (reviewer_id is null or not reviewer_id = any (editors)),
  constraint batches_are_published_by_somebody check (state <> 'published' or (reviewer_id is not null and effective_on is not null))
);
create unique index batches_one_at_a_time on rosters.batches (jurisdiction, kind, organization_id) where state <> 'published';

create table rosters.changes (
  jurisdiction text collate "C" not null,
  batch_id uuid not null,
  record_id uuid not null,
  act text not null,
  -- What everybody may read.
  cells jsonb not null,
  -- What is personal, and by what it is found.
  cells_sealed bytea,
  citizen_id_blind bytea,
  reason text,
  edits integer not null default 1,
  primary key (jurisdiction, batch_id, record_id),
  foreign key (jurisdiction, batch_id) references rosters.batches (jurisdiction, id),
  constraint changes_act_is_known check (act in ('add', 'change', 'remove')),
  constraint changes_say_why check (act = 'add' or reason is not null)
);
create index changes_by_person on rosters.changes (citizen_id_blind) where citizen_id_blind is not null;

-- What was published, as the public reads it: nothing personal but a family name. A version changes no more, but for the day it ended.
create table rosters.record_versions (
  jurisdiction text collate "C" not null,
  record_id uuid not null,
  version integer not null,
  kind text collate "C" not null,
  division text collate "C" not null,
  organization_id text collate "C" not null,
  organization_name text not null,
  place text collate "C" not null,
  act text not null,
  name text not null,
  cells jsonb not null,
  reason text,
  effective_on date not null,
  superseded_on date,
  published_at timestamptz not null,
  batch_id uuid,
  erased_at timestamptz,
  primary key (jurisdiction, record_id, version),
  constraint record_versions_act_is_known check (act in ('add', 'change', 'remove')),
  constraint record_versions_end_after_they_begin check (superseded_on is null or superseded_on >= effective_on)
);
create unique index record_versions_newest on rosters.record_versions (jurisdiction, record_id) where superseded_on is null;
create index record_versions_by_kind on rosters.record_versions (kind, division, effective_on);

-- What a version says of people, apart from what is public.
create table rosters.people (
  jurisdiction text collate "C" not null,
  record_id uuid not null,
  version integer not null,
  division text collate "C" not null,
  organization_id text collate "C" not null,
  cells_sealed bytea not null,
  citizen_id_blind bytea,
  name_blind bytea,
  primary key (jurisdiction, record_id, version),
  foreign key (jurisdiction, record_id, version) references rosters.record_versions (jurisdiction, record_id, version)
);
create index people_by_citizen_id on rosters.people (citizen_id_blind) where citizen_id_blind is not null;
create index people_by_name on rosters.people (name_blind) where name_blind is not null;

grant select, insert on rosters.batches, rosters.changes, rosters.record_versions, rosters.people to yiwang_app;
grant update (state, editors, note, effective_on, reviewer_id, version) on rosters.batches to yiwang_app;
grant update (act, cells, cells_sealed, citizen_id_blind, reason, edits) on rosters.changes to yiwang_app;
grant delete on rosters.changes, rosters.people to yiwang_app;
grant update (cells, name, superseded_on, erased_at) on rosters.record_versions to yiwang_app;
grant update (cells_sealed) on rosters.people to yiwang_app;
grant select on rosters.batches, rosters.changes, rosters.record_versions, rosters.people to yiwang_worker, yiwang_reader;
grant update (cells_sealed) on rosters.changes, rosters.people to yiwang_worker;

-- The wall: what is not published stays with its department's place; what is published is everybody's, the people in it are not.
select platform.wall('rosters.batches', division => 'division');
select platform.wall('rosters.changes', parent => 'rosters.batches', parent_key => 'batch_id');
select platform.wall('rosters.record_versions', division => 'division', everybody_reads => true);
select platform.wall('rosters.people', division => 'division');
-- Somebody who asks what is held of them finds it under their own proved number, and nobody else's.
create policy of_same_person on rosters.people for select to yiwang_app
  using (citizen_id_blind = decode(nullif(current_setting('yiwang.roster_person', true), ''), 'hex'));
