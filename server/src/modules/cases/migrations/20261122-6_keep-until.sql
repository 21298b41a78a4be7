-- Until when a case that has ended is kept (保管期限): the archivist finds by it what may be erased. The rule is in domain/erasure.ts;
-- what ended before this column existed gets its day here, once, by the same rule.
alter table cases.cases add column keep_until date;
update cases.cases set keep_until = case when accepted_on is null
    then (coalesce(closed_at, updated_at) at time zone 'Asia/Shanghai')::date + 184
    else ((coalesce(closed_at, updated_at) at time zone 'Asia/Shanghai')::date + interval '10 years')::date end
  where erased_at is null and case_no is not null
    and state in ('notAccepted', 'noLicenceNeeded', 'closed', 'archived', 'withdrawn', 'terminated');
alter table cases.cases add constraint cases_kept_have_ended check
  (keep_until is null or state in ('notAccepted', 'noLicenceNeeded', 'closed', 'archived', 'withdrawn', 'terminated'));
create index cases_to_erase on cases.cases (jurisdiction, keep_until, id) where keep_until is not null and held_at is null;
create index cases_held on cases.cases (jurisdiction, held_at, id) where held_at is not null;
