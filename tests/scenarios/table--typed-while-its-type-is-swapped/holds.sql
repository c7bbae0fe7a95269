SELECT (SELECT string_agg(one::text, ' ' ORDER BY id) FROM app."Vis ""T x" one) = '(1,bad,"{good,bad}",one,true) (2,good,,,) (7,good,{bad},sieben,)';
SELECT (SELECT one::text FROM app.alone one) = '(1,,"[0:1]={bad,good}",y,false)';
