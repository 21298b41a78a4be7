-- The wall under the permits: flows and tasks within reach, and of the thing that an applicant's act is about.
select platform.wall('flows.instances', division => 'division', keys => '{subject}');
select platform.wall('flows.tasks', division => 'division', keys => '{subject}');
select platform.wall('flows.timers', parent => 'flows.instances', parent_key => 'instance_id');
select platform.wall('flows.applied_tables', county => 'jurisdiction', keys => '{subject}');
-- Behind a wall only leakproof comparisons use an index, and the overlap of arrays is none: each of the three words has its own.
drop index flows.inbox_by_person;
alter table flows.tasks add constraint tasks_name_a_person_by_three_words check (cardinality(person_blinds) <= 3);
create index inbox_by_person_1 on flows.tasks ((person_blinds[1])) where state = 'open';
create index inbox_by_person_2 on flows.tasks ((person_blinds[2])) where state = 'open';
create index inbox_by_person_3 on flows.tasks ((person_blinds[3])) where state = 'open';
