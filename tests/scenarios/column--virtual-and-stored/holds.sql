SELECT v2 = 6 FROM app."Odd ""T x"
