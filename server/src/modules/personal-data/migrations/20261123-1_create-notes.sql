-- 更正说明: what stands beside something of a person that is never rewritten (个人信息保护法 art. 46).
create table personal_data.notes (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id text collate "C" not null,
  -- Of what kind it is, and beside which thing it stands; a kind as a whole has no thing.
  holding text collate "C" not null,
  thing text collate "C",
  text bytea not null,
  case_id text collate "C" not null,
  noted_at timestamptz not null,
  primary key (jurisdiction, id)
);
create index notes_by_account on personal_data.notes (account_id, noted_at);
create index notes_by_thing on personal_data.notes (thing, noted_at) where thing is not null;
grant select, insert, delete on personal_data.notes to yiwang_app;
grant select, insert, update, delete on personal_data.notes to yiwang_worker;
grant select on personal_data.notes to yiwang_reader;
select platform.wall('personal_data.notes', owner => 'account_id', keys => '{account_id,thing}');
