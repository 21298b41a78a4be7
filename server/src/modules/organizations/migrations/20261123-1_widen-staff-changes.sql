-- Officials join and move by the same act of two as they leave: from a day on some posts end and others begin.
alter table organizations.staff_changes
  drop constraint staff_changes_kind_is_known,
  add constraint staff_changes_kind_is_known check (kind in ('join', 'move', 'leave')),
  -- Posts held before that end with the day, and those that begin: id, role, organizationId, division.
  add column ends uuid[] not null default '{}',
  add column begins jsonb not null default '[]',
  -- Where the official belongs from that day on.
  add column organization_id uuid,
  add constraint staff_changes_belong_to_an_organization foreign key (jurisdiction, organization_id)
    references organizations.organizations (jurisdiction, id),
  add constraint staff_changes_give_posts_unless_they_leave check ((kind = 'leave') = (jsonb_array_length(begins) = 0)),
  add constraint staff_changes_end_posts_of_movers check ((kind = 'move') = (cardinality(ends) > 0)),
  add constraint staff_changes_place_who_stays check ((kind = 'leave') = (organization_id is null)),
  add constraint staff_changes_in_emergencies_take_away check (not is_emergency or kind = 'leave');
-- What begins on a later day a timer writes down.
grant insert on organizations.posts to yiwang_worker;
