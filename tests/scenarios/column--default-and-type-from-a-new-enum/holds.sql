SELECT state = 'done' FROM app."Odd ""T x" WHERE id = 1;
