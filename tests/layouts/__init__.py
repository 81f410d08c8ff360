"""One meeting, many layouts: invented meetings are printed in the layouts of many systems, and the records scored.

`invent` makes a truth (a meeting as plain data), `printer` prints it by choices and notes what it printed, `forms`
makes a PDF, HTML, Word or text file of that, and `score` compares the record's JSON with what was printed. Only
`reading` knows the parser: what is printed, and how, is learnt from real systems, never from the parser's vocabulary.
"""
