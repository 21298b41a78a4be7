-- The wall under the permits: a file is its uploader's, and of those who reach what it belongs to.
-- Whether a file belongs to something decides what its uploader may still do with it, wherever that something is.
alter table files.links add column uploader_account_id text collate "C";
update files.links l set uploader_account_id = f.owner_account_id from files.files f
  where f.jurisdiction = l.jurisdiction and f.id = l.file_id;
select platform.wall('files.links', division => 'division', owner => 'owner_account_id', keys => '{subject}');
create policy by_uploader on files.links for select to yiwang_app using (uploader_account_id = current_setting('yiwang.actor', true));
select platform.wall('files.files', owner => 'owner_account_id', everybody_adds => true);
create policy of_its_links on files.files to yiwang_app
  using (exists (select from files.links l where l.jurisdiction = files.jurisdiction and l.file_id = files.id));
-- What a link belongs to may reach the file: so only who reaches the file links it.
create policy of_a_file_at_hand on files.links as restrictive for insert to yiwang_app
  with check (exists (select from files.files f where f.jurisdiction = links.jurisdiction and f.id = links.file_id));
