INSERT INTO app."Odd ""T x" VALUES ('abc', 'abc', 'abc', '{abc,NULL}', B'101', '{{abc},{d}}', '101', '[2:3]={abc,d}', '(abc,t)');
