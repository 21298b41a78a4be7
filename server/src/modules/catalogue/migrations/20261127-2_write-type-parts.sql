-- Drafts that were begun before have the part of what only items of their type have too.
insert into catalogue.draft_sections (jurisdiction, draft_id, section, content)
select jurisdiction, id, 'kind', '{}' from catalogue.item_drafts
on conflict do nothing;
