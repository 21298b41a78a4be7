-- Organizations, windows, staff, posts and letters of authorization.
create table organizations.organizations (
  jurisdiction text collate "C" not null,
  id uuid not null,
  code text collate "C" not null,
  name text not null,
  kind text not null,
  division text collate "C" not null,
  address text,
  phone text,
  is_demo boolean not null default false,
  version integer not null default 1,
  primary key (jurisdiction, id),
  unique (jurisdiction, code),
  unique (jurisdiction, name),
  constraint organizations_kind_is_known check (kind in ('department', 'service-centre', 'government-office', 'town'))
);
create index organizations_by_division on organizations.organizations (division, name);

create table organizations.windows (
  jurisdiction text collate "C" not null,
  id uuid not null,
  organization_id uuid not null,
  name text not null,
  hours text not null,
  address text not null,
  phone text,
  traffic text,
  division text collate "C" not null,
  position integer not null,
  is_demo boolean not null default false,
  primary key (jurisdiction, id),
  unique (jurisdiction, organization_id, name),
  foreign key (jurisdiction, organization_id) references organizations.organizations (jurisdiction, id)
);
create index windows_by_division on organizations.windows (division, position);

create table organizations.staff (
  jurisdiction text collate "C" not null,
  id uuid not null,
  staff_no text collate "C" not null,
  name text not null,
  organization_id uuid not null,
  division text collate "C" not null,
  is_demo boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, staff_no),
  foreign key (jurisdiction, organization_id) references organizations.organizations (jurisdiction, id)
);
create index staff_by_division on organizations.staff (division, staff_no);

-- 岗位: a role that a person has in an organization, over a division and what lies below it.
create table organizations.posts (
  jurisdiction text collate "C" not null,
  id uuid not null,
  staff_id uuid not null,
  role text not null,
  organization_id uuid not null,
  division text collate "C" not null,
  started_on date not null,
  ended_on date,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, staff_id) references organizations.staff (jurisdiction, id),
  foreign key (jurisdiction, organization_id) references organizations.organizations (jurisdiction, id),
  constraint posts_end_after_they_start check (ended_on is null or ended_on >= started_on)
);
create unique index posts_held_once on organizations.posts (jurisdiction, staff_id, role, organization_id, division)
  where ended_on is null;

-- 授权书: an organization lets one of its staff decide, submit upward or coordinate in its name.
create table organizations.authorizations (
  jurisdiction text collate "C" not null,
  id uuid not null,
  grantor_id uuid not null,
  -- The public id, as permits name organizations.
  grantor text collate "C" generated always as (jurisdiction || '-' || grantor_id::text) stored,
  grantee_id uuid not null,
  division text collate "C" not null,
  powers text[] not null,
  item_ids text[],
  doc_no text not null,
  valid_from date not null,
  valid_to date not null,
  revoked_on date,
  revoke_reason text,
  version integer not null default 1,
  primary key (jurisdiction, id),
  unique (jurisdiction, grantor_id, doc_no),
  foreign key (jurisdiction, grantor_id) references organizations.organizations (jurisdiction, id),
  foreign key (jurisdiction, grantee_id) references organizations.staff (jurisdiction, id),
  constraint authorizations_name_a_power check (cardinality(powers) > 0),
  constraint authorizations_powers_are_known check (powers <@ array['approve', 'submit-upward', 'coordinate']),
  constraint authorizations_end_after_they_start check (valid_to >= valid_from),
  constraint authorizations_are_revoked_with_a_reason check ((revoked_on is null) = (revoke_reason is null))
);
create index authorizations_by_grantee on organizations.authorizations (jurisdiction, grantee_id);
create index authorizations_by_division on organizations.authorizations (division, grantor, doc_no);

grant select, insert, update on all tables in schema organizations to yiwang_app;
grant select on all tables in schema organizations to yiwang_reader, yiwang_worker;
