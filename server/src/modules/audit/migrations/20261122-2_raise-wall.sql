-- The wall under the permits: an auditor finds the entries of his places, and those of the installation as a whole, which are every official auditor's.
select platform.wall('audit.entries', division => 'division');
create policy of_the_installation on audit.entries for select to yiwang_app
  using (jurisdiction = '000000' and current_setting('yiwang.hi', true) <> '');
select platform.wall('audit.cases', county => 'jurisdiction');
select platform.wall('audit.staff_accounts', county => 'jurisdiction');
