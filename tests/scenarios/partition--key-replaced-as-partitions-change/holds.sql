SELECT (SELECT (id, k::text, b) = (1, 'a', 'x') FROM app."Odd ""T x") AND (SELECT (a, b) = (1, 2) FROM app.ranges);
