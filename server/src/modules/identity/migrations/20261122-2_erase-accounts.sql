-- A person closes the account and has its personal data erased (个人信息保护法 arts. 15, 47): the row stays, because the record names it.
alter table identity.accounts add column erased_at timestamptz;
alter table identity.accounts add constraint accounts_only_closed_are_erased check (erased_at is null or state = 'closed');
alter table identity.accounts drop constraint accounts_people_have_id_and_phone;
alter table identity.accounts add constraint accounts_people_have_id_and_phone check (
  kind = 'staff' or erased_at is not null or (citizen_id is not null and citizen_id_blind is not null and phone is not null)
);
alter table identity.accounts add constraint accounts_erased_hold_nothing check (
  erased_at is null or (citizen_id is null and citizen_id_blind is null and phone is null and division is null and password_hash = '')
);
