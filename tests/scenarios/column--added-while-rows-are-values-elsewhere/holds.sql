SELECT bool_and(b = 5) FROM app."Odd ""T x"
