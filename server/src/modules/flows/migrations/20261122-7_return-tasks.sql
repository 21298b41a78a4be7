-- A task that somebody had taken who may not do it any more: it is open to all of the post again, and says from whom it came.
alter table flows.tasks
  add column returned_from text collate "C",
  add column returned_at timestamptz,
  add constraint tasks_are_returned_at_a_time check ((returned_from is null) = (returned_at is null));
create index tasks_returned on flows.tasks (division, returned_at desc, id) where returned_from is not null and state = 'open';
