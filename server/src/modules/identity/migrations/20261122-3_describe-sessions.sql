-- What a session tells its owner of itself (device, place), by what it was opened, and when its person last proved who they are.
alter table identity.sessions
  add column device text not null default '',
  add column network bytea,
  add column methods text[] not null default '{pwd}',
  add column proved_at timestamptz,
  add constraint sessions_name_their_methods check (cardinality(methods) > 0);
update identity.sessions set proved_at = created_at;
alter table identity.sessions alter column proved_at set not null;
