from snippets.checks.false_equation import claims, report, setting

# --8<-- [start:box]
box = setting.replace(r"\times n", r"\times k")
box = box.replace(r"\mathbf Y \in", r"\mathbf S \in")  # (1)!
box += r"    $\mathbf Y = \mathbf S + \mathbf S^\top$."
report(box, claims[:1])
# --8<-- [end:box]
