SELECT (x).n AND (x).f = 1.3 AND (x).ns = '{f,t}' AND (x).at = '2026-01-02' FROM app.t WHERE id = 1;
SELECT n = 3 AND f = 1.3 FROM app."Odd ""Typed x"
