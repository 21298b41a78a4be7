-- 权力类型: beside the standard's types those that a place declares for itself; each change proposed by one and decided by another, and what was decided last holds.
create table catalogue.power_type_changes (
  jurisdiction text collate "C" not null,
  id uuid not null,
  type_key text collate "C" not null,
  kind text not null,
  -- Where the type holds, with all below.
  division text collate "C" not null,
  code text not null,
  title text not null,
  abbreviation text not null,
  is_power boolean not null,
  is_retired boolean not null,
  reason text not null,
  state text not null default 'proposed',
  -- Null: it came with the platform.
  proposed_by text collate "C",
  proposed_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  opinion text,
  version integer not null default 1,
  primary key (jurisdiction, id),
  constraint power_type_changes_kind_is_known check (kind in ('declare', 'change', 'retire', 'restore')),
  constraint power_type_changes_state_is_known check (state in ('proposed', 'approved', 'refused')),
  constraint power_type_changes_extend_the_standard check (code ~ '^[12][1-9]$'),
  constraint power_type_changes_are_decided_by_another check (decided_by is null or decided_by <> proposed_by),
  constraint power_type_changes_decided_have_a_time check ((state = 'proposed') = (decided_at is null)),
  constraint power_type_changes_name_who_decided check (proposed_by is null or (decided_by is null) = (decided_at is null))
);
create index power_type_changes_by_key on catalogue.power_type_changes (type_key, decided_at desc);
create unique index power_type_changes_wait_once on catalogue.power_type_changes (jurisdiction, type_key) where state = 'proposed';
grant select, insert, update on catalogue.power_type_changes to yiwang_app;
grant select on catalogue.power_type_changes to yiwang_reader, yiwang_worker;
-- What types there are is public; a place declares its own.
select platform.wall('catalogue.power_type_changes', division => 'division', everybody_reads => true);

insert into catalogue.power_type_changes (jurisdiction, id, type_key, kind, division, code, title, abbreviation, is_power, is_retired, reason, state, proposed_at, decided_at)
values
  ('000000', '01930000-0000-7000-8000-000000000011', 'requisition', 'declare', '000000', '11', '行政征用', 'ZY', true, false, '随平台提供', 'approved', '2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z'),
  ('000000', '01930000-0000-7000-8000-000000000012', 'internal-approval', 'declare', '000000', '12', '政府内部审批', 'NS', false, false, '随平台提供', 'approved', '2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z');
