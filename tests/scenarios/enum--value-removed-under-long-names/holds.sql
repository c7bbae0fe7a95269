SELECT (k::text, (l).x::text) = ('a', 'a') FROM app."Odd ""T x";
