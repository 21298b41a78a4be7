-- 三层事项: a base item (基本目录), its implementations (实施清单), their handling items (业务办理项); and what a draft stands on above.
alter table catalogue.items
  add column layer text not null default 'implementation',
  -- Of an implementation the base item that it adopts, which may be of another jurisdiction; of a handling item its implementation.
  add column parent_id text collate "C",
  -- The version of the base item on which the last published version stands.
  add column parent_version integer,
  add constraint items_layer_is_known check (layer in ('base', 'implementation', 'handling')),
  add constraint items_stand_below_another check (
    case layer when 'base' then parent_id is null when 'handling' then parent_id is not null else true end),
  add constraint items_stand_on_a_version check (parent_version is null or (layer = 'implementation' and parent_id is not null));
create index items_by_parent on catalogue.items (parent_id, division, id) where parent_id is not null;
create index items_of_base on catalogue.items (division, id) where layer = 'base';

alter table catalogue.item_drafts
  add column layer text not null default 'implementation',
  add column parent_id text collate "C",
  add column parent_version integer,
  add constraint item_drafts_layer_is_known check (layer in ('base', 'implementation', 'handling')),
  add constraint item_drafts_stand_below_another check (
    case layer when 'base' then parent_id is null when 'handling' then parent_id is not null else true end),
  add constraint item_drafts_stand_on_a_version check (
    (parent_version is not null) = (layer = 'implementation' and parent_id is not null));
create index item_drafts_by_parent on catalogue.item_drafts (parent_id, organization_id) where parent_id is not null;
