-- The official calendar as imported, divisions' own days, statutory limits and their intervals.
create schema limits;
grant usage on schema limits to yiwang_app, yiwang_worker, yiwang_reader;

-- Raised by every change of the calendar, so that a process knows when the one it holds in memory is old.
create table limits.calendar_revisions (
  jurisdiction text collate "C" not null,
  revision integer not null,
  primary key (jurisdiction),
  constraint calendar_revisions_is_one_row check (jurisdiction = '000000')
);
insert into limits.calendar_revisions (jurisdiction, revision) values ('000000', 0);

-- Years imported after those that the product ships in data/holidays; they stand before shipped ones.
create table limits.calendar_years (
  jurisdiction text collate "C" not null,
  year integer not null,
  papers jsonb not null,
  imported_at timestamptz not null,
  imported_by text,
  primary key (jurisdiction, year),
  constraint calendar_years_are_installation_wide check (jurisdiction = '000000'),
  constraint calendar_years_name_their_notice check (jsonb_typeof(papers) = 'array' and jsonb_array_length(papers) > 0)
);

create table limits.calendar_days (
  jurisdiction text collate "C" not null,
  year integer not null,
  date date not null,
  name text not null,
  is_off_day boolean not null,
  primary key (jurisdiction, year, date),
  foreign key (jurisdiction, year) references limits.calendar_years (jurisdiction, year)
);

-- Days on which one division and all below it depart from the official calendar.
create table limits.local_days (
  jurisdiction text collate "C" not null,
  division text collate "C" not null,
  date date not null,
  name text not null,
  is_off_day boolean not null,
  basis text not null,
  declared_at timestamptz not null,
  declared_by text,
  primary key (jurisdiction, division, date),
  constraint local_days_jurisdiction_is_in_division check (jurisdiction = left(division, 6)),
  constraint local_days_have_a_basis check (btrim(basis) <> '')
);

create table limits.limits (
  jurisdiction text collate "C" not null,
  id uuid not null,
  subject text collate "C" not null,
  subject_kind text not null,
  subject_no text,
  subject_title text,
  division text collate "C" not null,
  organization_id text,
  kind text not null,
  title text not null,
  basis text not null,
  start_on date not null,
  length_value integer not null,
  length_unit text not null,
  opened_at timestamptz not null,
  opened_by text,
  closed_on date,
  -- What follows from the above, the intervals and the calendar, kept so that finding needs no computing.
  state text not null,
  due_on date,
  provisional boolean not null,
  soon_on date,
  red_on date,
  alarm_given text,
  next_alarm_on date,
  primary key (jurisdiction, id),
  constraint limits_kind_is_known check (kind in ('notify', 'handling-promised', 'handling-statutory', 'delivery', 'correction')),
  constraint limits_unit_is_known check (length_unit in ('workday', 'day', 'instant', 'none')),
  constraint limits_length_fits_its_unit check ((length_unit in ('workday', 'day')) = (length_value > 0)),
  constraint limits_state_is_known check (state in ('running', 'stopped', 'closed')),
  constraint limits_closed_has_its_day check ((state = 'closed') = (closed_on is not null)),
  constraint limits_alarm_is_known check (alarm_given in ('soon', 'today', 'yellow', 'red')),
  constraint limits_only_running_have_alarms check (next_alarm_on is null or state = 'running')
);
-- One clock of a kind at a time.
create unique index limits_one_open_of_a_kind on limits.limits (jurisdiction, subject, kind) where closed_on is null;
create index limits_by_subject on limits.limits (jurisdiction, subject);
-- Finding what is due costs what is due, not what is open.
create index limits_next_alarm on limits.limits (next_alarm_on, jurisdiction, id) where next_alarm_on is not null;
-- Those that a new notice may settle.
create index limits_provisional on limits.limits (due_on) where provisional and state = 'running';
-- The supervisor's list, in the order of due dates.
create index limits_open_by_due on limits.limits (due_on, jurisdiction, id) where state <> 'closed';
create index limits_open_by_division on limits.limits (division, due_on) where state <> 'closed';

create table limits.intervals (
  jurisdiction text collate "C" not null,
  id uuid not null,
  limit_id uuid not null,
  kind text not null,
  from_on date not null,
  to_on date,
  workdays integer,
  procedure_code text,
  procedure_name text,
  basis text not null,
  reason text,
  notice_document_no text,
  opened_by text,
  opened_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, limit_id) references limits.limits (jurisdiction, id),
  constraint intervals_kind_is_known check (kind in ('stopped', 'extended')),
  constraint intervals_have_a_basis check (btrim(basis) <> ''),
  constraint intervals_end_after_they_begin check (to_on >= from_on),
  constraint intervals_stop_names_its_procedure check (kind <> 'stopped' or (procedure_code is not null and procedure_name is not null)),
  constraint intervals_extension_has_its_length check (kind <> 'extended' or (workdays > 0 and reason is not null))
);
create index intervals_by_limit on limits.intervals (jurisdiction, limit_id);
create unique index intervals_one_extension on limits.intervals (jurisdiction, limit_id) where kind = 'extended';
create unique index intervals_one_open_stop on limits.intervals (jurisdiction, limit_id, procedure_code)
  where kind = 'stopped' and to_on is null;

-- An interval is never deleted, and nothing of it changes but its end.
grant select on limits.calendar_revisions to yiwang_app, yiwang_worker, yiwang_reader;
grant update (revision) on limits.calendar_revisions to yiwang_app, yiwang_worker;
grant select, insert on limits.calendar_years to yiwang_app, yiwang_worker;
grant update (papers, imported_at, imported_by) on limits.calendar_years to yiwang_app, yiwang_worker;
grant select, insert, delete on limits.calendar_days to yiwang_app, yiwang_worker;
grant select, insert on limits.local_days to yiwang_app, yiwang_worker;
grant update (name, is_off_day, basis, declared_at, declared_by) on limits.local_days to yiwang_app, yiwang_worker;
grant select, insert, update on limits.limits to yiwang_app, yiwang_worker;
grant select, insert on limits.intervals to yiwang_app, yiwang_worker;
grant update (to_on, reason, ended_by, ended_at) on limits.intervals to yiwang_app, yiwang_worker;
grant select on all tables in schema limits to yiwang_reader;
