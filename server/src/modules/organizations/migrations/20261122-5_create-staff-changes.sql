-- 人员变动: an official leaves; one administrator proposes it, another confirms it, and it is carried out on its day. Nothing is deleted, because the record names them.
create table organizations.staff_changes (
  jurisdiction text collate "C" not null,
  id uuid not null,
  kind text not null,
  staff_id uuid not null,
  division text collate "C" not null,
  -- The first day on which it holds: of somebody who leaves, the day after the last day of work.
  effective_on date not null,
  -- At once by one, confirmed afterwards by another.
  is_emergency boolean not null default false,
  -- Who takes over what was kept (applications that join the sign-in).
  successor_id text collate "C",
  state text not null default 'proposed',
  proposed_by text collate "C" not null,
  proposed_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  carried_out_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, staff_id) references organizations.staff (jurisdiction, id),
  constraint staff_changes_kind_is_known check (kind in ('leave')),
  constraint staff_changes_state_is_known check (state in ('proposed', 'confirmed', 'refused', 'cancelled')),
  constraint staff_changes_are_decided_by_another check (
    (state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)
    and (state = 'cancelled' or decided_by is distinct from proposed_by)
  ),
  constraint staff_changes_are_confirmed_before_they_happen check (carried_out_at is null or state = 'confirmed' or is_emergency),
  constraint staff_changes_in_emergencies_happen_at_once check (not is_emergency or carried_out_at is not null)
);
create index staff_changes_by_division on organizations.staff_changes (division, proposed_at desc, id);
create index staff_changes_due on organizations.staff_changes (effective_on) where state = 'confirmed' and carried_out_at is null;
create index staff_changes_to_come on organizations.staff_changes (jurisdiction, staff_id) where state = 'confirmed' and carried_out_at is null;
-- One at a time for each official.
create unique index staff_changes_open_once on organizations.staff_changes (jurisdiction, staff_id)
  where state in ('proposed', 'confirmed') and carried_out_at is null;
grant select, insert, update on organizations.staff_changes to yiwang_app;
grant select on organizations.staff_changes to yiwang_reader;
grant select, update on organizations.staff_changes to yiwang_worker;
-- What is to happen on a later day a timer carries out.
grant update on organizations.staff, organizations.posts, organizations.authorizations to yiwang_worker;
-- The wall under the permits: changes of officials within reach, and of the official whose posts an act copies.
select platform.wall('organizations.staff_changes', division => 'division', id => 'staff_id');
