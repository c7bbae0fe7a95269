SELECT (lower(r)).x = 1 AND (lower(r)).y = 2 AND (upper(r)).x = 3 AND (upper(r)).y = 4 AND upper_inc(r) FROM app.t WHERE id = 1;
SELECT (lower(rs[1])).x = 5 AND (lower(rs[1])).y = 6 AND upper_inf(rs[1]) AND NOT lower_inc(rs[1]) AND rs[2] IS NULL AND array_length(rs, 1) = 2 FROM app.t WHERE id = 1;
SELECT (l[0]).y = 2 AND (l[1]).x = 3 AND array_lower(l, 1) = 0 FROM app.t WHERE id = 1;
SELECT isempty(r) AND rs = '{}' AND l = '{}' FROM app.t WHERE id = 2;
SELECT r IS NULL AND rs IS NULL AND l IS NULL FROM app.t WHERE id = 3
