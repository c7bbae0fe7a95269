INSERT INTO app."Odd ""T x" VALUES ('[4,5,6]', 'sad'), ('[1,2,3]', 'happy');
