-- Personal data of a case that has ended may be erased (个人信息保护法 art. 47), unless it is held for a dispute.
alter table cases.cases add column erased_at timestamptz;
alter table cases.cases add column erased_by text;
alter table cases.cases add column held_at timestamptz;
alter table cases.cases add constraint cases_held_is_not_erased check (held_at is null or erased_at is null);
alter table cases.cases add constraint cases_only_ended_are_erased check
  (erased_at is null or state in ('notAccepted', 'noLicenceNeeded', 'closed', 'archived', 'withdrawn', 'terminated'));
grant update (file_name) on cases.material_files to yiwang_app;
