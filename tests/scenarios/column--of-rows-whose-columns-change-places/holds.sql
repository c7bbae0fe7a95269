SELECT (v)."Odd ""First x" = 'A, "b' AND (v).last IS NULL AND (m)."Odd ""First x" = 'A, "b' AND (t)."Odd ""First x" = 'A, "b' AND (c)."Odd ""First x" = 'A, "b' FROM app.t WHERE id = 1;
SELECT ((o).v)."Odd ""First x" = 'A, "b' AND (o).z = 3 AND ((d)::app.below)."Odd ""First x" = 'A, "b' AND (p).a = 1 AND (p).b = 'b' AND (p).k = 2 FROM app.t WHERE id = 1;
SELECT (s)."Odd ""First x" = 'A, "b' AND (x)."Odd ""First x" = 'A, "b' AND (y)."Odd ""First x" = 'A, "b' AND (y).n IS NULL AND (n).at = '2026-01-02' FROM app.t WHERE id = 1;
SELECT v IS NOT DISTINCT FROM NULL AND o IS NOT DISTINCT FROM NULL AND d IS NOT DISTINCT FROM NULL FROM app.t WHERE id = 2;
SELECT v IS DISTINCT FROM NULL AND v IS NULL FROM app.t WHERE id = 3
