-- The wall under the permits: papers within reach, of one's own things, and the one whose verification code somebody holds.
select platform.wall('documents.documents', division => 'division', owner => 'recipient_account_id', keys => '{subject,verify_code}');
-- An act of any county may issue a paper of an organization; how it numbers them is no secret.
select platform.wall('documents.number_formats', county => 'jurisdiction', everybody_reads => true);
