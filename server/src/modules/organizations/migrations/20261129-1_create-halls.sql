-- 政务服务大厅: where people come in person, with a plan of each floor and, if they differ from the office's, hours of its own.
create table organizations.halls (
  jurisdiction text collate "C" not null,
  id uuid not null,
  organization_id uuid not null,
  division text collate "C" not null,
  name text not null,
  -- What is kept of it, written as a whole: address, floors with their blocks, hours.
  content jsonb not null,
  in_use boolean not null default true,
  is_demo boolean not null default false,
  version integer not null default 1,
  primary key (jurisdiction, id),
  unique (jurisdiction, organization_id, name),
  foreign key (jurisdiction, organization_id) references organizations.organizations (jurisdiction, id),
  constraint halls_content_is_an_object check (jsonb_typeof(content) = 'object'),
  constraint halls_content_says_the_name check (content ->> 'name' = name),
  constraint halls_content_says_the_use check ((content ->> 'inUse')::boolean = in_use)
);
create index halls_by_division on organizations.halls (division, name);
grant select, insert, update on organizations.halls to yiwang_app;
grant select on organizations.halls to yiwang_reader, yiwang_worker;
-- The wall under the permits: halls are public, who changes one does so within reach.
select platform.wall('organizations.halls', division => 'division', everybody_reads => true);
