SELECT (color::text, n::text) = ('a', 'b') FROM app.items;
