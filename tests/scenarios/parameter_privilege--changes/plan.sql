-- step 1: transaction
BEGIN;
-- statement 1.1 - parameter_privilege "schemactl_role_Odd ""R x"."my.own_setting"  [SC406]
REVOKE ALL ON PARAMETER my.own_setting FROM "schemactl_role_Odd ""R x";

-- statement 1.2 - parameter_privilege schemactl_role_old.log_min_messages  [SC406]
REVOKE SET ON PARAMETER log_min_messages FROM schemactl_role_old;

-- statement 1.3 - role schemactl_role_old  [SC410]
DROP ROLE schemactl_role_old;

-- statement 1.4 ~ parameter_privilege "schemactl_role_Odd ""R x".work_mem
GRANT SET ON PARAMETER work_mem TO "schemactl_role_Odd ""R x" WITH GRANT OPTION;

-- statement 1.5 ~ parameter_privilege "schemactl_role_Odd ""R x".timezone
REVOKE SET ON PARAMETER timezone FROM "schemactl_role_Odd ""R x";

-- statement 1.6 + parameter_privilege "schemactl_role_Odd ""R x".log_min_messages
GRANT SET ON PARAMETER log_min_messages TO "schemactl_role_Odd ""R x";
COMMIT;
