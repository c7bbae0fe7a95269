SELECT array_agg(price::text ORDER BY id) = ARRAY['open', 'done'] FROM app."Odd ""T x";
SELECT "Odd ""C x" = 4 FROM app.parts;
