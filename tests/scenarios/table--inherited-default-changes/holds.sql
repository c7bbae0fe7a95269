SELECT bool_and(pg_get_expr(adbin, adrelid) = '''q''::text') AND count(*) = 3 FROM pg_attrdef;
