SELECT array_agg(pg_get_expr(adbin, adrelid) ORDER BY adrelid::regclass::text) = ARRAY['''q''::text', '''own''::text', '''q''::text', '''q''::text', '''own''::text', '''q''::text'] FROM pg_attrdef;
