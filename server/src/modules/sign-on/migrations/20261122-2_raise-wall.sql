-- The wall under the permits: applications within reach, and the one that a request or a consent names; what a person consented to.
-- The keys are the installation's, so the system's alone.
select platform.wall('sign_on.clients', division => 'division', id => 'id');
select platform.wall('sign_on.consents', owner => 'account_id');
select platform.wall('sign_on.signing_keys', county => 'jurisdiction');
