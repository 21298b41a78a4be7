-- 收回: what was handed down is taken back by an act of its own, which says what becomes of cases that run below.
alter table catalogue.adjustments drop constraint adjustments_kind_is_known;
alter table catalogue.adjustments add constraint adjustments_kind_is_known check (kind in ('hand-down', 'take-back', 'cancel'));
alter table catalogue.adjustments drop constraint adjustments_cancel_cases;
alter table catalogue.adjustments add constraint adjustments_end_cases
  check ((running_cases is not null) = (kind in ('take-back', 'cancel')));

-- The act that takes it back, or would: the last that was proposed.
alter table catalogue.takeovers add column take_back_id uuid;
alter table catalogue.takeovers add constraint takeovers_are_taken_back_by_an_act
  foreign key (jurisdiction, take_back_id) references catalogue.adjustments (jurisdiction, id);
alter table catalogue.takeovers drop constraint takeovers_state_is_known;
alter table catalogue.takeovers add constraint takeovers_state_is_known
  check (state in ('offered', 'taken-over', 'declined', 'taken-back'));
alter table catalogue.takeovers add constraint takeovers_say_what_took_them_back check (state <> 'taken-back' or take_back_id is not null);
-- One that is taken back keeps what it was answered with, if it was.
alter table catalogue.takeovers drop constraint takeovers_rest_on_a_document;
alter table catalogue.takeovers add constraint takeovers_rest_on_a_document check (
  num_nonnulls(document_no, document_title, document_on, effective_on, item_id, draft_id)
    = case when state = 'taken-over' or (state = 'taken-back' and document_no is not null) then 6 else 0 end);
create index takeovers_by_take_back on catalogue.takeovers (jurisdiction, take_back_id) where take_back_id is not null;
