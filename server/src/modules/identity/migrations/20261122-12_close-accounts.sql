-- Accounts of officials who leave on a later day are closed by a timer: nothing lets anybody in any more.
grant delete on identity.sign_in_names, identity.factors, identity.recovery_codes to yiwang_worker;
