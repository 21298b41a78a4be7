-- Failed look-ups by number and password, counted by number, so that six digits can't be tried from many places; right for any number of web nodes.
create table cases.look_up_throttles (
  jurisdiction text collate "C" not null default '000000',
  -- A blind of the number, or of the number and a network from which it was looked up with success.
  key bytea not null,
  failures integer not null,
  since timestamptz not null,
  blocked_until timestamptz,
  known_until timestamptz,
  primary key (jurisdiction, key),
  constraint look_up_throttles_belong_to_the_installation check (jurisdiction = '000000')
);
create index look_up_throttles_by_age on cases.look_up_throttles (since);

grant select, insert, update on cases.look_up_throttles to yiwang_app, yiwang_worker;
grant delete on cases.look_up_throttles to yiwang_worker;
grant select on cases.look_up_throttles to yiwang_reader;
