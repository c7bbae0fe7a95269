SELECT (x, n, m, (z).a::text, y::text) = ('x', 1, 7, 'z', '{y}') FROM app."Odd ""T x";
