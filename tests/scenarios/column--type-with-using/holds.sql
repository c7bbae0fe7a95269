SELECT "Tex ""C x" AND number = 12 AND epoch = to_timestamp(1000) FROM app."Odd ""T x" WHERE id = 1;
