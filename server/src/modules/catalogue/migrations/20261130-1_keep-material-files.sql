-- 空白表格 and 示例样表 of materials: which content was uploaded in which draft, and which everybody may have.
create table catalogue.draft_files (
  jurisdiction text collate "C" not null,
  draft_id uuid not null,
  sha256 text collate "C" not null,
  -- Of the module files, where the content lies.
  file_id text collate "C" not null,
  media_type text not null,
  bytes bigint not null,
  stored_at timestamptz not null,
  primary key (jurisdiction, draft_id, sha256),
  foreign key (jurisdiction, draft_id) references catalogue.item_drafts (jurisdiction, id)
);
grant select, insert on catalogue.draft_files to yiwang_app;
grant select on catalogue.draft_files to yiwang_reader, yiwang_worker;
select platform.wall('catalogue.draft_files', parent => 'catalogue.item_drafts', parent_key => 'draft_id');

-- Of published versions of the items of one jurisdiction; once there, they stay.
create table catalogue.published_files (
  jurisdiction text collate "C" not null,
  sha256 text collate "C" not null,
  file_id text collate "C" not null,
  media_type text not null,
  bytes bigint not null,
  published_at timestamptz not null,
  primary key (jurisdiction, sha256)
);
-- An item that adopts another's brings the other's files along.
create index published_files_by_content on catalogue.published_files (sha256);
grant select, insert on catalogue.published_files to yiwang_app, yiwang_worker;
grant select on catalogue.published_files to yiwang_reader;
select platform.wall('catalogue.published_files', county => 'jurisdiction', everybody_reads => true);
