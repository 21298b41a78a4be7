-- 数据导出审批: who asked to take which list out, who approved it, what was made of it, and whose data were in it.
create schema exports;
grant usage on schema exports to yiwang_app, yiwang_worker, yiwang_reader;

create table exports.exports (
  jurisdiction text collate "C" not null,
  id uuid not null,
  -- Where the asker reads the list; whoever approves reaches all of it.
  division text collate "C" not null,
  organization_id text collate "C",
  list text collate "C" not null,
  account_id text collate "C" not null,
  asked_by text collate "C" not null,
  asked_at timestamptz not null,
  -- As the page of the list had them: they may name somebody.
  conditions bytea not null,
  columns text[] not null,
  in_full boolean not null,
  format text not null,
  purpose text not null,
  reason bytea not null,
  counted integer not null,
  most_rows integer not null,
  needs_approval boolean not null,
  state text not null,
  decided_by text collate "C",
  decided_at timestamptz,
  decision_reason bytea,
  written integer not null default 0,
  failure text,
  made_at timestamptz,
  file_id text collate "C",
  sha256 text collate "C",
  bytes bigint,
  downloads integer not null default 0,
  most_downloads integer not null,
  keep_days integer not null,
  expires_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, id),
  constraint exports_state_is_known check (state in ('asked', 'refused', 'withdrawn', 'approved', 'failed', 'made', 'erased')),
  constraint exports_format_is_known check (format in ('xlsx', 'csv', 'pdf')),
  constraint exports_have_columns check (cardinality(columns) > 0),
  constraint exports_are_decided_by_another check (decided_by is distinct from asked_by or decided_by is null),
  constraint exports_are_made_after_approval check (
    state not in ('approved', 'failed', 'made', 'erased') or not needs_approval or decided_by is not null
  ),
  constraint exports_made_have_a_file check ((state in ('made', 'erased')) = (file_id is not null and sha256 is not null and expires_at is not null)),
  constraint exports_are_downloaded_so_often check (downloads between 0 and most_downloads)
);
create index exports_by_account on exports.exports (account_id, asked_at desc, id);
create index exports_by_state on exports.exports (jurisdiction, state, asked_at desc, id);
create index exports_to_erase on exports.exports (expires_at) where state = 'made';

-- Whose data left in full: asked when a person wants to know who had them, long after the file is gone.
create table exports.contents (
  jurisdiction text collate "C" not null,
  export_id uuid not null,
  subject text collate "C" not null,
  primary key (jurisdiction, export_id, subject),
  foreign key (jurisdiction, export_id) references exports.exports (jurisdiction, id)
);
create index contents_by_subject on exports.contents (subject);

create table exports.rules (
  jurisdiction text collate "C" not null,
  approver text not null,
  most_rows integer not null,
  free_rows integer not null,
  most_downloads integer not null,
  keep_days integer not null,
  version integer not null default 1,
  set_by text collate "C" not null,
  set_at timestamptz not null,
  primary key (jurisdiction),
  constraint rules_approver_is_known check (approver in ('either', 'agency-head', 'security-admin')),
  constraint rules_figures_fit check (
    most_rows between 1 and 100000 and free_rows between 0 and 1000 and most_downloads between 1 and 20 and keep_days between 1 and 30
  )
);

grant select, insert on exports.exports, exports.contents, exports.rules to yiwang_app;
grant update (state, decided_by, decided_at, decision_reason, written, failure, made_at, file_id, sha256, bytes, downloads, expires_at, version)
  on exports.exports to yiwang_app;
grant update (approver, most_rows, free_rows, most_downloads, keep_days, version, set_by, set_at) on exports.rules to yiwang_app;
grant select on exports.exports, exports.contents, exports.rules to yiwang_worker, yiwang_reader;
grant update (conditions, reason, decision_reason, written, state, failure, version) on exports.exports to yiwang_worker;

-- The wall: an export is the asker's, and of those who reach the place that it was asked from.
select platform.wall('exports.exports', division => 'division', owner => 'account_id');
select platform.wall('exports.contents', parent => 'exports.exports', parent_key => 'export_id');
select platform.wall('exports.rules', county => 'jurisdiction');
