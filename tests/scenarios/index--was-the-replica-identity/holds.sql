SELECT string_agg(relname || ' ' || relreplident::text, ', ' ORDER BY relname) = 'becomes_full f, gives_way d, goes d, hands_on i, is_made_anew i, part d, parts d'
FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'p');
SELECT bool_and(EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisreplident)) FROM pg_class c WHERE relreplident = 'i' AND relnamespace = 'app'::regnamespace;
