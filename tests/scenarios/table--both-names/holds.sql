SELECT array_agg((id, amount, remark) ORDER BY id)::text = '{"(1,1.50,one)","(2,2.00,)"}' FROM app.orders;
SELECT array_agg((id, note) ORDER BY id)::text = '{"(1,one)","(2,)"}' FROM app.seen
