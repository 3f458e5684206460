-- Failed tries at a name are counted by where they come from: who knows a name cannot keep its owner out.
DELETE FROM sign_in_failures;
ALTER TABLE sign_in_failures RENAME COLUMN name_hash TO tried_hash;
ALTER TABLE sign_in_failures RENAME CONSTRAINT sign_in_failures_name_hash_check TO sign_in_failures_tried_hash_check;
