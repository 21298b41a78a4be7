-- 上级事项库: which base items are another installation's, and how far its changes have been read.
alter table catalogue.items
  -- The division whose installation publishes the item; here it is only read. Null: published here.
  add column upstream text collate "C",
  add constraint items_of_upstream_are_base_items check (upstream is null or layer = 'base');

create table catalogue.upstreams (
  jurisdiction text collate "C" not null,
  division text collate "C" not null,
  -- Positions are of one installation: under another address they mean nothing.
  url text not null,
  last_position bigint not null default -1,
  -- The change at that position as it was told, to notice a record that was set back or written anew.
  last_change jsonb,
  leased_until timestamptz,
  asked_at timestamptz,
  succeeded_at timestamptz,
  failed_at timestamptz,
  failure text,
  set_back_at timestamptz,
  primary key (jurisdiction, division),
  constraint upstreams_are_of_the_installation check (jurisdiction = '000000')
);
grant select on catalogue.upstreams to yiwang_app, yiwang_reader;
grant select, insert, update on catalogue.upstreams to yiwang_worker;

-- What could not be taken, kept with its reason and tried again at each pull: what comes after it is not held up.
create table catalogue.upstream_failures (
  jurisdiction text collate "C" not null,
  division text collate "C" not null,
  position bigint not null,
  change jsonb not null,
  reason text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (jurisdiction, division, position),
  foreign key (jurisdiction, division) references catalogue.upstreams (jurisdiction, division)
);
grant select on catalogue.upstream_failures to yiwang_app, yiwang_reader;
grant select, insert, update, delete on catalogue.upstream_failures to yiwang_worker;

-- The wall under the permits: what the installation follows is the installation's, and seen by officials whose permits say so.
select platform.wall('catalogue.upstreams', county => 'jurisdiction');
create policy of_the_installation on catalogue.upstreams for select to yiwang_app
  using (jurisdiction = '000000' and current_setting('yiwang.hi', true) <> '');
select platform.wall('catalogue.upstream_failures', county => 'jurisdiction');
create policy of_the_installation on catalogue.upstream_failures for select to yiwang_app
  using (jurisdiction = '000000' and current_setting('yiwang.hi', true) <> '');

-- The pull is the work of time: it brings items in and follows their state.
grant insert, update on catalogue.items, catalogue.item_versions to yiwang_worker;
grant insert, update, delete on catalogue.search_entries to yiwang_worker;
