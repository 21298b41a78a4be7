-- Run at every migration, before the migrations: roles, extensions and the table of migrations. Repeatable.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['yiwang_owner', 'yiwang_app', 'yiwang_reader', 'yiwang_sequencer', 'yiwang_worker'] loop
    begin
      if not exists (select from pg_roles where rolname = role_name) then
        execute format('create role %I nologin', role_name);
      end if;
      if not pg_has_role(current_user, role_name, 'member') then
        execute format('grant %I to current_user', role_name);
      end if;
    exception when unique_violation or duplicate_object or sqlstate 'XX000' then
      -- Roles belong to the cluster: another database of it is being set up at this moment.
      null;
    end;
  end loop;
  execute format('grant create, connect, temporary on database %I to yiwang_owner', current_database());
end $$;

create extension if not exists pg_trgm;

create schema if not exists platform authorization yiwang_owner;
create table if not exists platform.migrations (
  module text not null,
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
);
alter table platform.migrations owner to yiwang_owner;
grant usage on schema platform to yiwang_app, yiwang_reader, yiwang_sequencer, yiwang_worker;
grant select on platform.migrations to yiwang_app, yiwang_reader, yiwang_sequencer, yiwang_worker;
grant usage on schema public to yiwang_owner, yiwang_app, yiwang_reader, yiwang_sequencer, yiwang_worker;
