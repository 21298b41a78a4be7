-- The wall under the permits: clocks within reach, and of the thing that an applicant's act is about; what is declared everybody may know.
select platform.wall('limits.limits', division => 'division', keys => '{subject}');
select platform.wall('limits.intervals', parent => 'limits.limits', parent_key => 'limit_id');
select platform.wall('limits.moves', division => 'division');
select platform.wall('limits.local_days', division => 'division', everybody_reads => true);
select platform.wall('limits.office_hours', division => 'division', everybody_reads => true);
select platform.wall('limits.rules', division => 'division', everybody_reads => true);
