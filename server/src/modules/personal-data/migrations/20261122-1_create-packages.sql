-- 个人信息副本: the packages that people have made of what is held of them; and who read what, found by what was read.
create schema personal_data;
grant usage on schema personal_data to yiwang_app, yiwang_worker, yiwang_reader;

create table personal_data.packages (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id text collate "C" not null,
  state text collate "C" not null default 'making',
  asked_at timestamptz not null,
  -- How far it is: files of all.
  done integer not null default 0 check (done >= 0),
  total integer check (total >= 0),
  file_id text collate "C",
  sha256 text collate "C",
  bytes bigint,
  made_at timestamptz,
  expires_at timestamptz,
  primary key (jurisdiction, id),
  constraint packages_state_is_known check (state in ('making', 'ready', 'gone')),
  constraint packages_ready_have_a_file check (state <> 'ready'
    or (file_id is not null and sha256 is not null and bytes is not null and made_at is not null and expires_at is not null))
);
create index packages_by_account on personal_data.packages (account_id, asked_at desc);
create index packages_to_remove on personal_data.packages (expires_at) where state = 'ready';
grant select, insert, update on personal_data.packages to yiwang_app, yiwang_worker;
grant select on personal_data.packages to yiwang_reader;
select platform.wall('personal_data.packages', owner => 'account_id');

-- 查阅记录 by what was read. A reader's table: it holds nothing that is not in the record.
create table personal_data.readings (
  jurisdiction text collate "C" not null,
  position bigint not null,
  subject text collate "C" not null,
  what text not null,
  purpose text,
  account_id text collate "C",
  staff_id text collate "C",
  organization_id text collate "C",
  read_at timestamptz not null,
  primary key (jurisdiction, position)
);
create index readings_by_subject on personal_data.readings (subject, position desc);
grant select, insert, delete on personal_data.readings to yiwang_worker;
grant select on personal_data.readings to yiwang_app, yiwang_reader;
select platform.wall('personal_data.readings', keys => '{subject}');
