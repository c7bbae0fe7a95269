SELECT pg_get_expr(adbin, adrelid) = '''own''::text' FROM pg_attrdef WHERE adrelid = 'app.child'::regclass;
