from snippets.checks.false_equation import report, setting

# --8<-- [start:suspects]
suspects = [
    r"Z_{st} = \sum_{j=1}^{n} X_{sj} Y_{jt}",
    r"\mathrm d\mathbf X \in \mathbb R^{k\times m}",
]
for m, k, n in (3, 3, 3), (2, 3, 4):
    print(f"m={m} k={k} n={n}")
    sizes = f"    $m = {m}$, $k = {k}$, $n = {n}$.\n"  # (1)!
    report(setting + sizes, suspects)
# --8<-- [end:suspects]
