SELECT array_agg(a) = ARRAY[2] FROM app.t;
SELECT array_agg(a) = ARRAY[4] FROM app.s;
SELECT nextval('app.i') = 2
