-- Notices to accounts, and their deliveries by channels outside the portal. What a notice says is sealed.
create schema notices;
grant usage on schema notices to yiwang_app, yiwang_reader, yiwang_worker;

create table notices.notices (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id text collate "C" not null,
  kind text not null,
  subject text collate "C",
  title bytea not null,
  body bytea not null,
  sent_at timestamptz not null,
  read_at timestamptz,
  primary key (jurisdiction, id),
  constraint notices_are_read_after_they_are_sent check (read_at is null or read_at >= sent_at)
);
-- The owner's list, newest first: ids are time-ordered.
create index notices_by_account on notices.notices (account_id, id desc);
create index notices_unread on notices.notices (account_id) where read_at is null;

create table notices.deliveries (
  jurisdiction text collate "C" not null,
  notice_id uuid not null,
  channel text not null,
  state text not null default 'pending',
  attempts integer not null default 0,
  last_attempt_at timestamptz,
  last_error text,
  primary key (jurisdiction, notice_id, channel),
  foreign key (jurisdiction, notice_id) references notices.notices (jurisdiction, id),
  constraint deliveries_state_is_known check (state in ('pending', 'delivered', 'failed')),
  constraint deliveries_were_attempted check (state = 'pending' or attempts > 0)
);

grant select, insert on notices.notices, notices.deliveries to yiwang_app, yiwang_worker;
grant update (read_at) on notices.notices to yiwang_app;
grant update (state, attempts, last_attempt_at, last_error) on notices.deliveries to yiwang_app, yiwang_worker;
grant select on notices.deliveries to yiwang_reader;
