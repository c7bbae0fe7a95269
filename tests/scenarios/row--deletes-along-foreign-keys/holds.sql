SELECT array_agg(k::text ORDER BY id) = ARRAY['(1,A,n1)', '(2,A,n2)'] FROM app.kept k;
