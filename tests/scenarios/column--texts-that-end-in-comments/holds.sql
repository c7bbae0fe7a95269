SELECT array_agg((x, y, "Mo ""O d", n)::text ORDER BY id) = '{"(10,6,sad,3)","(12,7,happy,4)"}' FROM app."Odd ""T x";
