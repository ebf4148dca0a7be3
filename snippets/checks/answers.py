from snippets.checks.false_equation import claims, report, setting

# --8<-- [start:symmetric]
box = setting.replace(r"\times n", r"\times k")
box = box.replace(r"\mathbf Y \in", r"\mathbf S \in")  # (1)!
box += r"    $\mathbf Y = \mathbf S + \mathbf S^\top$."
report(box, claims[:1])
# --8<-- [end:symmetric]

# --8<-- [start:sizes]
suspects = [
    r"Z_{st} = \sum_{j=1}^{n} X_{sj} Y_{jt}",
    r"\mathrm d\mathbf X \in \mathbb R^{k\times m}",
]
for m, k, n in (3, 3, 3), (2, 3, 4):
    print(f"\nm={m} k={k} n={n}")
    sizes = f"    $m = {m}$, $k = {k}$, $n = {n}$.\n"  # (1)!
    report(setting + sizes, suspects)
# --8<-- [end:sizes]
