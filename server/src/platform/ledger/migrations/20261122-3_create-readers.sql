-- How far each reader has read: its cursor moves in the transaction that changes its own tables.
create table ledger.readers (
  reader text primary key,
  -- What its tables were made by; another version makes them anew.
  version integer not null,
  next_position bigint not null check (next_position >= 0)
);
grant select, insert on ledger.readers to yiwang_worker;
grant update (version, next_position) on ledger.readers to yiwang_worker;
grant select on ledger.readers to yiwang_app, yiwang_reader;
