-- What becomes of the flows that run on a version when there is a newer one; which flows run on a version.
create table flows.version_plans (
  jurisdiction text collate "C" not null,
  id uuid not null,
  definition_id text collate "C" not null,
  from_jurisdiction text collate "C" not null,
  from_version integer not null,
  to_jurisdiction text collate "C" not null,
  to_version integer not null,
  kind text collate "C" not null,
  -- Element of the old version → element of the new one; only a migration has it.
  mapping jsonb not null,
  reason text not null,
  planned_at timestamptz not null,
  planned_by text collate "C",
  primary key (jurisdiction, id),
  constraint version_plans_kind_is_known check (kind in ('pin', 'finish', 'migrate')),
  constraint version_plans_change check ((from_jurisdiction, from_version) <> (to_jurisdiction, to_version))
);
-- The newest counts.
create index version_plans_newest on flows.version_plans
  (jurisdiction, definition_id, from_jurisdiction, from_version, planned_at desc, id desc);
grant select, insert on flows.version_plans to yiwang_app;
grant select on flows.version_plans to yiwang_reader, yiwang_worker;

create index instances_by_version on flows.instances
  (jurisdiction, definition_id, definition_jurisdiction, definition_version, id) where state = 'running';
