-- What decides on which public list an item stands, in columns of its own: whole items are not read to find those of a list.
alter table catalogue.item_versions
  add column power_type text generated always as (content->>'powerType') stored,
  add column layer text generated always as (coalesce(content->>'layer', 'implementation')) stored,
  add column is_instant boolean generated always as (coalesce((content->>'instant')::boolean, false)) stored,
  add column fee_count integer generated always as (coalesce(jsonb_array_length(content->'fees'), 0)) stored,
  add column is_supervised boolean generated always as (coalesce(content->'duties' @> '[{"stage": "supervise"}]', false)) stored,
  add column is_deferrable boolean generated always as (content->'materials' @> '[{"necessity": "deferrable"}]') stored;
-- All of it in the order in which versions are joined to their items, so that counting a list reads no version.
create index item_versions_listed on catalogue.item_versions (jurisdiction, item_id)
  include (version, effective_on, superseded_on, power_type, layer, is_instant, fee_count, is_supervised, is_deferrable,
    accepts_online, organization_name);
-- 取消下放: what was cancelled, and what was handed down.
create index items_abolished on catalogue.items (division, state_effective_on) where state = 'abolished';
create index adjustments_decided on catalogue.adjustments (division, effective_on) where state = 'decided';
