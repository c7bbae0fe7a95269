SELECT (x)."Odd ""A x" = 1 AND (x).b = 'b' AND (x).c = '2026-01-02' AND ((y).row)."Odd ""A x" = 2 AND ((y).row).b = 'c' AND ((y).row).c IS NULL FROM app.t WHERE id = 1;
SELECT x IS NOT DISTINCT FROM NULL AND y IS NOT DISTINCT FROM NULL FROM app.t WHERE id = 2;
SELECT x IS DISTINCT FROM NULL AND x IS NULL FROM app.t WHERE id = 3
