SELECT (l::text, (o).a::text, m::text, n::integer) = ('{b}', 'b', '[1,2)', 3) FROM app.items;
