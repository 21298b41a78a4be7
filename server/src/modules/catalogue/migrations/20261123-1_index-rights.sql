-- 个人信息权利事项 are few among all versions: every look at one's own data asks for them.
create index item_versions_of_rights on catalogue.item_versions (jurisdiction, item_id) where content->'result' ? 'right';
