-- Flow definitions (immutable), running flows with their tokens, tasks of people, timers.
create schema flows;
grant usage on schema flows to yiwang_app, yiwang_reader, yiwang_worker;

create table flows.definitions (
  jurisdiction text collate "C" not null,
  id text collate "C" not null,
  version integer not null check (version >= 1),
  name text not null,
  xml text not null check (octet_length(xml) <= 524288),
  digest text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  published_at timestamptz not null,
  published_by text,
  primary key (jurisdiction, id, version)
);
grant select, insert on flows.definitions to yiwang_app;
grant select on flows.definitions to yiwang_reader, yiwang_worker;

-- What a flow's tasks share stands on the flow; the definition may belong to another jurisdiction (000000: everybody's).
create table flows.instances (
  jurisdiction text collate "C" not null,
  id uuid not null,
  subject text collate "C" not null,
  subject_kind text collate "C" not null,
  subject_no text collate "C" not null,
  title text not null,
  division text collate "C" not null,
  organization_id text collate "C",
  definition_jurisdiction text collate "C" not null,
  definition_id text collate "C" not null,
  definition_version integer not null,
  definition_digest text collate "C" not null,
  state text not null default 'running',
  tokens jsonb not null,
  -- Outcomes by element and the variables that the flow declares; nothing else of the subject is kept here.
  "values" jsonb not null,
  -- Who did which element, for the separation of duties.
  performers jsonb not null default '{}',
  excluded_staff text[] collate "C" not null default '{}',
  person_name bytea,
  person_blinds bytea[] not null default '{}',
  due_on date not null,
  level text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (jurisdiction, id),
  constraint instances_state_is_known check (state in ('running', 'ended', 'cancelled')),
  constraint instances_ended_at check ((state = 'running') = (ended_at is null)),
  constraint instances_level_is_known check (level in ('normal', 'soon', 'today', 'yellow', 'red', 'stopped', 'closed'))
)
-- A step changes no indexed column: with room on the page it touches no index.
with (fillfactor = 80);
-- A subject has at most one running flow.
create unique index instances_running on flows.instances (jurisdiction, subject) where state = 'running';
create index instances_by_subject on flows.instances (jurisdiction, subject, started_at);

create table flows.tasks (
  jurisdiction text collate "C" not null,
  id uuid not null,
  instance_id uuid,
  token integer,
  element_id text collate "C",
  subject text collate "C" not null,
  subject_kind text collate "C" not null,
  subject_no text collate "C" not null,
  title text not null,
  step text collate "C" not null,
  name text not null,
  role text collate "C" not null,
  organization_id text collate "C",
  division text collate "C" not null,
  state text collate "C" not null default 'open',
  assignee_id text collate "C",
  excluded_staff text[] collate "C" not null default '{}',
  -- The applicant as the inbox shows him, sealed; blind indexes as the caller makes them (name, id, phone).
  person_name bytea,
  person_blinds bytea[] not null default '{}',
  can_return boolean not null default false,
  -- 9999-12-31: no limit. `own_due_on` is the step's own, which may fall before that of the whole.
  due_on date not null,
  own_due_on date,
  level text not null,
  opened_at timestamptz not null,
  completed_at timestamptz,
  completed_by text collate "C",
  outcome text,
  opinion text,
  version integer not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, instance_id) references flows.instances (jurisdiction, id),
  constraint tasks_state_is_known check (state in ('open', 'done', 'cancelled')),
  constraint tasks_outcome_is_known check (outcome in ('pass', 'return', 'deny')),
  constraint tasks_completion check (
    (state = 'open') = (completed_at is null) and (state = 'done') = (outcome is not null)),
  constraint tasks_of_flow check ((instance_id is null) = (element_id is null) and (instance_id is null) = (token is null)),
  constraint tasks_level_is_known check (level in ('normal', 'soon', 'today', 'yellow', 'red', 'stopped', 'closed'))
);
-- A token waits at one task at a time.
create unique index tasks_of_token on flows.tasks (jurisdiction, instance_id, token) where state = 'open';
create index tasks_by_subject on flows.tasks (jurisdiction, subject, opened_at);

-- The inbox. A page is the merge of a few ordered scans, one for each role and area of the reader (see README), so that
-- its cost is the page and not the pile. Posts of an organization read the first, posts of a division the second.
create index inbox_of_organization on flows.tasks (jurisdiction, organization_id, role, due_on, id) where state = 'open';
create index inbox_of_division on flows.tasks (jurisdiction, role, due_on, id) where state = 'open';
create index inbox_of_assignee on flows.tasks (assignee_id, due_on, id) where state = 'open' and assignee_id is not null;
-- What is near or past its day is a small part of what is open: counted and listed from here.
create index inbox_of_organization_by_level on flows.tasks (jurisdiction, organization_id, role, level, due_on, id)
  where state = 'open' and level <> 'normal';
create index inbox_of_division_by_level on flows.tasks (jurisdiction, role, level, due_on, id)
  where state = 'open' and level <> 'normal';
create index inbox_by_subject_no on flows.tasks (jurisdiction, subject_no) where state = 'open';
create index inbox_by_person on flows.tasks using gin (person_blinds) where state = 'open';

create table flows.timers (
  jurisdiction text collate "C" not null,
  id uuid not null,
  instance_id uuid not null,
  token integer not null,
  element_id text collate "C" not null,
  due_on date not null,
  state text not null default 'set',
  primary key (jurisdiction, id),
  foreign key (jurisdiction, instance_id) references flows.instances (jurisdiction, id),
  constraint timers_state_is_known check (state in ('set', 'fired', 'dropped'))
);
create unique index timers_of_token on flows.timers (jurisdiction, instance_id, token, element_id) where state = 'set';
create index timers_due on flows.timers (due_on, id) where state = 'set';

grant select, insert, update on flows.instances, flows.tasks, flows.timers to yiwang_app, yiwang_worker;
grant select on flows.instances, flows.tasks, flows.timers to yiwang_reader;
