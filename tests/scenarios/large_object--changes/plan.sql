-- step 1: transaction
BEGIN;
-- statement 1.1 - privilege large_object."770002".schemactl_lo_reader  [SC406]
REVOKE SELECT ON LARGE OBJECT 770002 FROM schemactl_lo_reader;

-- statement 1.2 + large_object "770004"
SELECT pg_catalog.lo_create(770004) WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata WHERE oid = 770004);

-- statement 1.3 ~ comment large_object."770001"
COMMENT ON LARGE OBJECT 770001 IS 'Odd "L x';

-- statement 1.4 + privilege large_object."770001"."PUBLIC"
GRANT SELECT ON LARGE OBJECT 770001 TO PUBLIC;

-- statement 1.5 + privilege large_object."770001".schemactl_lo_reader
GRANT ALL ON LARGE OBJECT 770001 TO schemactl_lo_reader;

-- statement 1.6 + privilege large_object."770004".schemactl_lo_reader
GRANT UPDATE ON LARGE OBJECT 770004 TO schemactl_lo_reader;
COMMIT;
