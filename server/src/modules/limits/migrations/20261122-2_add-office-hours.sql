-- When offices are open, for limits in hours and minutes: by division or organization, from a day on.
create table limits.office_hours (
  jurisdiction text collate "C" not null,
  division text collate "C" not null,
  -- Empty: every organization of the division that declared none of its own.
  organization_id text collate "C" not null default '',
  valid_from date not null,
  hours jsonb not null,
  basis text not null,
  declared_at timestamptz not null,
  declared_by text,
  primary key (jurisdiction, division, organization_id, valid_from),
  constraint office_hours_jurisdiction_is_in_division check (jurisdiction = left(division, 6)),
  constraint office_hours_have_a_basis check (btrim(basis) <> ''),
  constraint office_hours_are_an_object check (jsonb_typeof(hours) = 'object')
);

grant select, insert on limits.office_hours to yiwang_app, yiwang_worker;
grant update (hours, basis, declared_at, declared_by) on limits.office_hours to yiwang_app, yiwang_worker;
grant select on limits.office_hours to yiwang_reader;
