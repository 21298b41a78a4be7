-- What of an item the account of coverage counts, in columns of its own: whole items are not read to count them.
alter table catalogue.item_versions
  add column window_count integer generated always as (coalesce(jsonb_array_length(content->'windows'), 0)) stored,
  add column accepts_online boolean generated always as (coalesce((content->>'acceptsOnline')::boolean, false)) stored,
  add column online_depth text generated always as (content->>'onlineDepth') stored,
  add column absent_elements text[] generated always as (array_remove(array[
    case when coalesce(jsonb_array_length(content->'conditions'), 0) = 0 then 'conditions' end,
    case when coalesce(jsonb_array_length(content->'legalBases'), 0) = 0 then 'legalBases' end,
    case when coalesce(jsonb_array_length(content->'materials'), 0) = 0 then 'materials' end,
    case when coalesce(jsonb_array_length(content->'steps'), 0) = 0 then 'steps' end,
    case when coalesce(jsonb_array_length(content->'windows'), 0) = 0 then 'windows' end,
    case when content->>'onlineDepth' is null then 'onlineDepth' end,
    case when content->>'handlingTimes' is null then 'handlingTimes' end,
    case when content->>'consultation' is null then 'consultation' end,
    case when content->>'complaint' is null then 'complaint' end,
    case when coalesce(content->'remedies', '{}'::jsonb) = '{}'::jsonb then 'remedies' end
  ]::text[], null)) stored;
