from itertools import product

from snippets.mnemonics.candidates import fitting

# --8<-- [start:two_fit]
for m, k, n in product((2, 3), repeat=3):
    names = fitting(m, k, n)
    if len(names) == 2:  # (1)!
        print(f"m={m} k={k} n={n}: {' and '.join(names)}")
# --8<-- [end:two_fit]
