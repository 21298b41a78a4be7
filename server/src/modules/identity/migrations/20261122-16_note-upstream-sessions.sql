-- A sign-out over there ends the sessions that were begun through it: under what the provider knows its own session, keyed.
alter table identity.sessions add column upstream_sid text collate "C";
create index sessions_by_upstream_sid on identity.sessions (upstream_sid) where upstream_sid is not null and ended_at is null;
-- Found by nothing but what the provider's signed word names.
create policy of_upstream on identity.sessions to yiwang_app
  using (upstream_sid = any (string_to_array(current_setting('yiwang.keys', true), ' ')));
