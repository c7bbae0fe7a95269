SELECT half = 10 FROM app."Odd ""T x" WHERE id = 1;
