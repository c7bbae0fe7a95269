-- step 1: transaction
BEGIN;
-- statement 1.1 - membership schemactl_heir.schemactl_group_b  [SC406]
REVOKE schemactl_group_b FROM schemactl_heir;

-- statement 1.2 ~ role schemactl_heir
ALTER ROLE schemactl_heir INHERIT;

-- statement 1.3 ~ membership schemactl_heir.schemactl_group
GRANT schemactl_group TO schemactl_heir WITH INHERIT TRUE;

-- statement 1.4 ~ membership "schemactl_Odd ""M x".schemactl_group
GRANT schemactl_group TO "schemactl_Odd ""M x" WITH ADMIN TRUE, SET TRUE;

-- statement 1.5 + membership schemactl_group_b.pg_read_all_data
GRANT pg_read_all_data TO schemactl_group_b;

-- statement 1.6 + membership "schemactl_Odd ""M x"."schemactl_group granted by schemactl_admin"
GRANT schemactl_group TO "schemactl_Odd ""M x" GRANTED BY schemactl_admin;
COMMIT;
