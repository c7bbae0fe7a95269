SELECT (x).a = 1 AND (x).b = 2 FROM app.t WHERE id = 1;
SELECT x IS NULL FROM app.t WHERE id = 2
