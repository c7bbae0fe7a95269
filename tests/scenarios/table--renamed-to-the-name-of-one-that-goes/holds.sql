SELECT array_agg(id) = ARRAY[7::bigint] FROM app.orders
