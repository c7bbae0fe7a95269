SELECT count(*) = 2 AND min(x::text) = 'a' FROM app.k;
SELECT count(*) = 1 FROM app.pt1;
