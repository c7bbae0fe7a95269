SELECT (home)."Zip ""A x" = '12345' AND (moved).a = 1 AND (moved).c = '2026-01-01' FROM app.items;
