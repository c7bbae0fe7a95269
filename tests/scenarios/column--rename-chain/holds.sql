SELECT b = 'a' AND "Las ""C x" = 'b' FROM app."Odd ""T x";
