-- The account of somebody who joins: it has no password and lets nobody in before the first day. Until a second administrator has
-- confirmed it, the half of the start code that the first one gave waits here as a keyed digest.
alter table identity.accounts
  add column opens_on date,
  add column start_digest bytea,
  add constraint accounts_of_joiners_are_staff check (kind = 'staff' or (opens_on is null and start_digest is null)),
  add constraint accounts_that_wait_have_a_day check (start_digest is null or opens_on is not null);
