SELECT array_agg((t."Pr ""I c", t.total, t.numbered)::text ORDER BY id) = '{"(150,450,3)","(200,800,4)"}' FROM app."Odd ""T x" t
