SELECT (d::text, o::text, k::text) = ('a', '(5)', 'a') FROM app.items;
