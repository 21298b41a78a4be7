-- Drafts that were begun before have the part of review rules too.
insert into catalogue.draft_sections (jurisdiction, draft_id, section, content)
select jurisdiction, id, 'rules', '{"reviewRules": []}' from catalogue.item_drafts
on conflict do nothing;
