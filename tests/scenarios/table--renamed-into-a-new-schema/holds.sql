SELECT nextval('b.s2') = 102;
SELECT array_agg(nid ORDER BY nid) = ARRAY[100::bigint, 101] FROM b.t2
