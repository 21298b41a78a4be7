-- What a name sounds like, and what step it is for: questions in pinyin or with a character of the same sound find it, and first-time items come first.
alter table catalogue.search_entries
  -- First letters, a space, all letters; null until the program has filled it in, which SQL cannot.
  add column sounds text collate "C",
  add column occasion text not null default 'first',
  add constraint search_entries_occasion_is_known check (occasion in ('first', 'change', 'renewal', 'replacement', 'end'));
create index search_entries_by_sound on catalogue.search_entries using gin (sounds gin_trgm_ops);
-- Names are longer than a tree of whole ones could hold.
create index search_entries_by_first_letters on catalogue.search_entries (left(sounds, 20));
create index search_entries_without_sound on catalogue.search_entries (jurisdiction, item_id, version) where sounds is null;
grant update on catalogue.search_entries to yiwang_worker;
