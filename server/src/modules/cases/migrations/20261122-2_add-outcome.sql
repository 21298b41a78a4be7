-- 决定的结果 and 补正期限 as facts of their own: until now they were read off the words that stand beside them.
alter table cases.cases
  add column granted boolean,
  add column correction_due_on date;
update cases.cases set granted = (state <> 'denied' and outcome_words is null) where decided_at is not null;
-- Three weeks are fifteen working days where no holiday lies between.
update cases.cases set correction_due_on = (correction_requested_at at time zone 'Asia/Shanghai')::date + 21
  where correction_requested_at is not null;
alter table cases.cases
  add check ((decided_at is null) = (granted is null)),
  add check ((correction_requested_at is null) = (correction_due_on is null));
