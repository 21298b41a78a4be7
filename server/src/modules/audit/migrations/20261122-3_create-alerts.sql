-- 异常预警: what a county counts as unusual, how far each rule has looked, and the alerts that were raised.
create table audit.rules (
  jurisdiction text collate "C" not null,
  rule text collate "C" not null,
  is_on boolean not null,
  most integer not null check (most >= 0),
  window_minutes integer not null check (window_minutes between 1 and 10080),
  version integer not null default 1,
  set_by text collate "C" not null,
  set_at timestamptz not null,
  primary key (jurisdiction, rule)
);
-- Not the index's: it is not made anew with it, or every alert would be raised once more.
create table audit.watches (
  jurisdiction text collate "C" not null,
  rule text collate "C" not null,
  next_position bigint not null,
  primary key (jurisdiction, rule)
);
create table audit.alerts (
  jurisdiction text collate "C" not null,
  id uuid not null,
  division text collate "C" not null,
  rule text collate "C" not null,
  -- Whose acts they are; absent where nobody is known by name.
  staff_id text collate "C",
  raised_at timestamptz not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  counted integer not null check (counted > 0),
  most integer not null,
  window_minutes integer not null,
  positions bigint[] not null check (cardinality(positions) between 1 and 200),
  state text not null default 'open',
  reason bytea,
  decided_by text collate "C",
  decided_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, id),
  constraint alerts_state_is_known check (state in ('open', 'explained', 'confirmed')),
  constraint alerts_are_decided_with_a_reason check (
    (state = 'open') = (decided_by is null) and (decided_by is null) = (decided_at is null) and (decided_by is null) = (reason is null)
  ),
  constraint alerts_are_not_decided_by_whom_they_concern check (decided_by is distinct from staff_id or decided_by is null)
);
create index alerts_newest on audit.alerts (jurisdiction, state, raised_at desc, id);
create index alerts_by_rule on audit.alerts (jurisdiction, rule, last_at desc);
create index entries_by_position on audit.entries (position);
create index entries_watched on audit.entries (kind, position) where category in ('reads', 'refusals', 'sign-ins');
grant select, insert on audit.alerts to yiwang_worker;
grant select on audit.alerts, audit.rules to yiwang_app, yiwang_reader, yiwang_worker;
grant update (state, reason, decided_by, decided_at, version) on audit.alerts to yiwang_app;
grant update (reason) on audit.alerts to yiwang_worker;
grant insert, update on audit.rules to yiwang_app;
grant select, insert, update on audit.watches to yiwang_worker;
grant select on audit.watches to yiwang_app, yiwang_reader;
-- The wall under the permits: alerts and rules of one's places, and alerts of the installation as a whole.
select platform.wall('audit.alerts', division => 'division');
create policy of_the_installation on audit.alerts to yiwang_app
  using (jurisdiction = '000000' and current_setting('yiwang.hi', true) <> '');
select platform.wall('audit.rules', county => 'jurisdiction');
select platform.wall('audit.watches', county => 'jurisdiction');
