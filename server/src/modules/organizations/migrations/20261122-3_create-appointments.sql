-- A post is given by two people: one proposes it, another confirms it. Posts begin and end on a day.
create table organizations.appointments (
  jurisdiction text collate "C" not null,
  id uuid not null,
  staff_id uuid not null,
  role text not null,
  organization_id uuid not null,
  division text collate "C" not null,
  starts_on date not null,
  -- The last day of the post; absent: until it is ended.
  ends_on date,
  state text not null default 'proposed',
  proposed_by text collate "C" not null,
  proposed_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, staff_id) references organizations.staff (jurisdiction, id),
  foreign key (jurisdiction, organization_id) references organizations.organizations (jurisdiction, id),
  constraint appointments_state_is_known check (state in ('proposed', 'confirmed', 'refused')),
  constraint appointments_end_after_they_start check (ends_on is null or ends_on >= starts_on),
  constraint appointments_are_decided_by_another check (
    (state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null) and decided_by is distinct from proposed_by
  )
);
create index appointments_by_division on organizations.appointments (division, proposed_at desc);
grant select, insert, update on organizations.appointments to yiwang_app;
grant select on organizations.appointments to yiwang_reader, yiwang_worker;
