SELECT price = 1.25 AND list = '{1.5,2.5}' FROM app."Odd ""T x";
