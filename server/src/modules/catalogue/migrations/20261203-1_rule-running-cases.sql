-- What becomes of running cases when their item is suspended or abolished, as a rule that is carried out; and that of the state before, until an announced change has come.
alter table catalogue.items
  add column running_rule text check (running_rule in ('continue', 'hold', 'end')),
  add column previous_rule text check (previous_rule in ('continue', 'hold', 'end'));
create index items_held on catalogue.items (state_effective_on) where 'hold' in (running_rule, previous_rule);
