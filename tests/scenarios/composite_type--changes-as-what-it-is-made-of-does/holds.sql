SELECT (x).q = 'Q' AND (x).w = 'W' AND (x).r = 'a' FROM app.a WHERE id = 1;
SELECT x IS NOT DISTINCT FROM NULL FROM app.a WHERE id = 2;
SELECT x IS DISTINCT FROM NULL AND x IS NULL FROM app.a WHERE id = 3;
SELECT (x).w = 'W' AND (x).r = 'a' FROM app.b;
SELECT (x[1]).w = 'W' AND (x[1]).r = 'a' AND x[2] IS NULL FROM app.c;
SELECT (x).q = 'Q' AND (x).w = 'W' AND (x).c = 'a' FROM app.d;
SELECT (x).q = 'Q' AND (x).w = 'W' AND lower((x).s) = 'a' FROM app.e;
SELECT (x).at = date '2026-01-02' FROM app.f
