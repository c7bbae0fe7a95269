SELECT array_agg(v ORDER BY v) = ARRAY['a', 'aa'] FROM app.b;
SELECT array_agg(v) = ARRAY['b'] FROM app.z
