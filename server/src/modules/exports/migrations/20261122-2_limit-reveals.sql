-- 每日查看上限: how often an official may see somebody's data in full in one day; and how often that was.
alter table exports.rules add column daily_reveals integer not null default 50 check (daily_reveals between 1 and 1000);
grant update (daily_reveals) on exports.rules to yiwang_app;

create table exports.reveal_days (
  jurisdiction text collate "C" not null,
  account_id text collate "C" not null,
  day date not null,
  taken integer not null check (taken > 0),
  primary key (jurisdiction, account_id, day)
);
create index reveal_days_to_forget on exports.reveal_days (day);
grant select, insert on exports.reveal_days to yiwang_app;
grant update (taken) on exports.reveal_days to yiwang_app;
grant select, delete on exports.reveal_days to yiwang_worker;
grant select on exports.reveal_days to yiwang_reader;

-- The wall: one's own count is one's own.
select platform.wall('exports.reveal_days', owner => 'account_id');
