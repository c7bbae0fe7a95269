-- step 1: transaction
BEGIN;
-- statement 1.1 - membership "schemactl_Odd ""Z x"."schemactl_team granted by schemactl_z_admin"  [SC406]
REVOKE schemactl_team FROM "schemactl_Odd ""Z x" GRANTED BY schemactl_z_admin;

-- statement 1.2 - membership schemactl_a_member."schemactl_team granted by schemactl_z_admin"  [SC406]
REVOKE schemactl_team FROM schemactl_a_member GRANTED BY schemactl_z_admin;

-- statement 1.3 ~ membership schemactl_z_admin.schemactl_team
GRANT schemactl_team TO schemactl_z_admin WITH ADMIN FALSE;

-- statement 1.4 + membership "schemactl_Odd ""Z x".schemactl_team
GRANT schemactl_team TO "schemactl_Odd ""Z x" WITH ADMIN TRUE;

-- statement 1.5 + membership schemactl_b_member."schemactl_team granted by schemactl_Odd ""Z x"
GRANT schemactl_team TO schemactl_b_member GRANTED BY "schemactl_Odd ""Z x";
COMMIT;
