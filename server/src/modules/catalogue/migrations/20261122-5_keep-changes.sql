-- What was published, suspended, resumed and abolished, in the order of the record, for installations that follow this one; made again from the record at will.
create table catalogue.item_changes (
  position bigint not null primary key,
  jurisdiction text collate "C" not null,
  item_id uuid not null,
  division text collate "C" not null,
  change text not null,
  -- Of a publication: which version, and the SHA-256 of its canonical content.
  version integer,
  content_digest bytea,
  effective_on date not null,
  recorded_at timestamptz not null,
  constraint item_changes_are_known check (change in ('published', 'suspended', 'resumed', 'abolished')),
  constraint item_changes_name_what_was_published check ((change = 'published') = (version is not null and content_digest is not null))
);
create index item_changes_by_division on catalogue.item_changes (division, position);
grant select on catalogue.item_changes to yiwang_app, yiwang_reader;
grant select, insert, delete on catalogue.item_changes to yiwang_worker;
select platform.wall('catalogue.item_changes', division => 'division', everybody_reads => true);
