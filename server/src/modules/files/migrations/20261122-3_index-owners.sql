-- What an account uploaded, when the account and its personal data go.
create index files_by_owner on files.files (owner_account_id) where owner_account_id is not null and erased_at is null;
