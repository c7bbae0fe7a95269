SELECT (SELECT array_agg(t ORDER BY id) = ARRAY['(1,c1,e)', '(2,child,precious)'] FROM (SELECT id, h::text AS t FROM app.heirs h) s);
SELECT array_agg(k::text) = ARRAY['(1,one)'] FROM ONLY app."Kin ""D s" k;
