SELECT array_agg(w) = ARRAY[3] FROM app.a
