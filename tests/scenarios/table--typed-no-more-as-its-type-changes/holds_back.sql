SELECT (id, name, n) = (1::bigint, 'a'::text, 5) FROM app."Tab ""T x";
