SELECT ((x).v).a = 1 AND ((x).v).b = 2 AND (x).z = 4 FROM app.t WHERE id = 1;
SELECT x IS NULL FROM app.t WHERE id = 2;
SELECT (x).v IS NULL AND (x).z = 5 FROM app.t WHERE id = 3
