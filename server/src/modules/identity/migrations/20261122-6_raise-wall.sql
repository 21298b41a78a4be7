-- The wall under the permits: accounts of one's reach, one's own, and the one that an act names (who signs in, who applied).
select platform.wall('identity.accounts', division => 'division', id => 'id');
select platform.wall('identity.sessions', id => 'account_id');
select platform.wall('identity.factors', id => 'account_id');
select platform.wall('identity.recovery_codes', id => 'account_id');
select platform.wall('identity.mandates', division => 'division', keys => '{agent_account_id}');
select platform.wall('identity.factor_resets', division => 'division');
-- Asked before it is known who signs in, and given to whoever registers; only an account's own go away again.
select platform.wall('identity.sign_in_names', keys => '{account_id}', everybody_reads => true, everybody_adds => true);
revoke update on identity.sign_in_names from yiwang_app;
-- Before it is known who sends a request there is nothing but the session's token, 256 random bits whose digest only its cookie has.
-- One statement, and no policy of the two tables has to know of it.
create function identity.session_of(token bytea) returns table (session identity.sessions, account identity.accounts)
language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp as $$
begin
  return query select s, a
    from identity.sessions s join identity.accounts a on a.jurisdiction = s.account_jurisdiction and a.id = s.account_id
    where s.token_hash = token and s.ended_at is null and a.state = 'active';
end $$;
revoke execute on function identity.session_of from public;
grant execute on function identity.session_of to yiwang_app;
