-- A new version of a base item comes down to those who adopt it as a draft that begins by itself; where the base item lets them, they decline it with a reason.
alter table catalogue.item_drafts
  -- `above`: proposed by a new version of the base item.
  add column origin text not null default 'department',
  add constraint item_drafts_origin_is_known check (origin in ('department', 'above'));

create table catalogue.declined_updates (
  jurisdiction text collate "C" not null,
  item_id uuid not null,
  -- The version of the base item that is not taken up; a later one is proposed again.
  parent_version integer not null,
  division text collate "C" not null,
  reason text not null,
  declined_by text collate "C" not null,
  declined_at timestamptz not null,
  primary key (jurisdiction, item_id, parent_version),
  foreign key (jurisdiction, item_id) references catalogue.items (jurisdiction, id),
  constraint declined_updates_say_why check (length(reason) >= 2)
);
grant select, insert on catalogue.declined_updates to yiwang_app;
grant select on catalogue.declined_updates to yiwang_reader, yiwang_worker;
-- Whoever publishes the base item reads why it was declined, in whatever place.
select platform.wall('catalogue.declined_updates', division => 'division', everybody_reads => true);
-- The draft begins, and follows the newest version, when the entry of the publication is heard.
grant insert, update on catalogue.item_drafts, catalogue.draft_sections to yiwang_worker;
