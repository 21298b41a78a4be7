-- Values of before are sealed under a new data key by the worker (platform/vault): it writes the sealed columns, and reads what it opens.
grant update (private_key) on sign_on.signing_keys to yiwang_worker;
