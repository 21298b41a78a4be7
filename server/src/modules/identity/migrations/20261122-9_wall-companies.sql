-- The wall under the permits: what sources confirmed of a person is the person's; who stands for a company reaches its mandates.
select platform.wall('identity.real_name_checks', id => 'account_id');
select platform.wall('identity.real_name_attempts', id => 'account_id');
create policy of_company on identity.mandates to yiwang_app
  using (company_id = any (nullif(current_setting('yiwang.ids', true), '')::uuid[]));
-- Names and credit codes are published; they are written by an act that says the credit code, by whoever stands for the company, and within reach.
select platform.wall('identity.companies', county => 'jurisdiction', keys => '{credit_code,legal_representative}', everybody_reads => true);
