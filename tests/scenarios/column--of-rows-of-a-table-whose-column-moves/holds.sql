SELECT (x).a = 1 AND (x).b = 2 AND (x).c = 3 AND (x).id IS NULL FROM app.t WHERE id = 1;
SELECT x IS NULL FROM app.t WHERE id = 2
