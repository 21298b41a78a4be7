-- The wall: a guardian in everything reaches the ward's licences.
create policy of_principal on licences.licences for select to yiwang_app using (owner_account_id = nullif(current_setting('yiwang.principal', true), ''));
