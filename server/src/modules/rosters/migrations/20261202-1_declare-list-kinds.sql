-- 清单种类: beside the file's kinds those that a place declares for itself, and how it changes either for itself; each proposed by one and decided by another, and what was approved last holds.
create table rosters.kind_changes (
  jurisdiction text collate "C" not null,
  id uuid not null,
  kind_key text collate "C" not null,
  act text not null,
  -- Where the kind holds, with all below.
  division text collate "C" not null,
  definition jsonb not null,
  is_retired boolean not null,
  reason text not null,
  state text not null default 'proposed',
  proposed_by text collate "C" not null,
  proposed_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  opinion text,
  version integer not null default 1,
  primary key (jurisdiction, id),
  constraint kind_changes_act_is_known check (act in ('declare', 'change', 'retire', 'restore')),
  constraint kind_changes_state_is_known check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
  constraint kind_changes_are_decided_by_another check (decided_by is null or decided_by <> proposed_by),
  constraint kind_changes_decided_name_who_and_when check (
    (state in ('approved', 'refused')) = (decided_at is not null) and (decided_by is null) = (decided_at is null)
  )
);
create index kind_changes_by_key on rosters.kind_changes (kind_key, division, decided_at desc);
create unique index kind_changes_wait_once on rosters.kind_changes (jurisdiction, kind_key, division) where state = 'proposed';
grant select, insert on rosters.kind_changes to yiwang_app;
grant update (state, decided_by, decided_at, opinion, version) on rosters.kind_changes to yiwang_app;
grant select on rosters.kind_changes to yiwang_reader, yiwang_worker;
-- Which lists there are is public; a place declares its own.
select platform.wall('rosters.kind_changes', division => 'division', everybody_reads => true);
