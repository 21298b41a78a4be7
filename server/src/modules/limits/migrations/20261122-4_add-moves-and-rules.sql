-- Pre-review and joint handling as kinds of limits, what changes of the calendar moved, days off taken back, and figures that the law leaves open.
alter table limits.limits drop constraint limits_kind_is_known;
alter table limits.limits add constraint limits_kind_is_known check (
  kind in ('pre-review', 'notify', 'handling-promised', 'handling-statutory', 'joint', 'delivery', 'correction'));

-- A day that was declared by mistake is taken back, not deleted: what had been computed with it stays explained.
alter table limits.local_days add column withdrawn_at timestamptz;
alter table limits.local_days add column withdrawn_by text;
alter table limits.local_days add column withdrawn_because text;
alter table limits.local_days add constraint local_days_withdrawn_has_a_reason
  check ((withdrawn_at is null) = (withdrawn_because is null));
grant update (withdrawn_at, withdrawn_by, withdrawn_because) on limits.local_days to yiwang_app, yiwang_worker;

-- One row for each due date that a change of the calendar moved or settled.
create table limits.moves (
  jurisdiction text collate "C" not null,
  id uuid not null,
  limit_id text collate "C" not null,
  subject text collate "C" not null,
  subject_kind text not null,
  subject_no text,
  subject_title text,
  division text collate "C" not null,
  organization_id text,
  title text not null,
  was_due_on date,
  due_on date,
  was_provisional boolean not null,
  provisional boolean not null,
  because text not null,
  moved_at timestamptz not null,
  primary key (jurisdiction, id)
);
create index moves_newest on limits.moves (moved_at desc, jurisdiction, id desc);

-- Figures that no law sets, by division or organization, from a day on.
create table limits.rules (
  jurisdiction text collate "C" not null,
  division text collate "C" not null,
  organization_id text collate "C" not null default '',
  rule text not null,
  valid_from date not null,
  value integer not null,
  basis text not null,
  declared_at timestamptz not null,
  declared_by text,
  primary key (jurisdiction, division, organization_id, rule, valid_from),
  constraint rules_jurisdiction_is_in_division check (jurisdiction = left(division, 6)),
  constraint rules_have_a_basis check (btrim(basis) <> '')
);

grant select, insert on limits.moves to yiwang_app, yiwang_worker;
grant select, insert on limits.rules to yiwang_app, yiwang_worker;
grant update (value, basis, declared_at, declared_by) on limits.rules to yiwang_app, yiwang_worker;
grant select on limits.moves, limits.rules to yiwang_reader;
