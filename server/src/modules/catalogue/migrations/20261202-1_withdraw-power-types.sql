-- 撤回: whoever proposed a change of a power type may take it back before it is decided.
alter table catalogue.power_type_changes
  drop constraint power_type_changes_state_is_known,
  drop constraint power_type_changes_decided_have_a_time;
alter table catalogue.power_type_changes
  add constraint power_type_changes_state_is_known check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
  add constraint power_type_changes_decided_have_a_time check ((state in ('approved', 'refused')) = (decided_at is not null));
