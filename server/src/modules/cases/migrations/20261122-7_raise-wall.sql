-- The wall under the permits: cases within reach, one's own, and the one whose look-up number somebody holds.
select platform.wall('cases.cases', division => 'division', owner => 'owner_id', keys => '{query_code}');
-- Whether an applicant has another case that runs is asked of the whole installation, by the blind index of who it is.
create policy of_same_applicant on cases.cases for select to yiwang_app
  using (applicant_code_blind = decode(nullif(current_setting('yiwang.applicant', true), ''), 'hex'));
select platform.wall('cases.material_files', parent => 'cases.cases', parent_key => 'case_id');
