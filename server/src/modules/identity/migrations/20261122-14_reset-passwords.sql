-- An official who forgot the password: asked for by one administrator and granted by another, like a lost factor. Each of the two gives the
-- official half of a start code; the half of who asked waits here as a keyed digest.
alter table identity.factor_resets
  add column what text not null default 'factors',
  add column start_digest bytea,
  add constraint factor_resets_are_of_factors_or_passwords check (what in ('factors', 'password')),
  add constraint factor_resets_of_passwords_wait_with_half check ((start_digest is not null) <= (what = 'password' and state = 'asked'));
