SELECT array_agg((t.s, t.u, t.l)::text ORDER BY id) = '{"(a,a,\"{a,a}\")","(b,b,)","(,,)"}' FROM app."Odd ""T x" t
