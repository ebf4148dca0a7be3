from snippets.checks.false_equation import report

# --8<-- [start:root]
box = r"""
!!! setting
    $u \in \mathbb R$, $u > 0$.
"""
written = r"\sqrt{u} \cdot \sqrt{u} = u"
seen = r"u \cdot u = u"  # (1)!
report(box, [written, seen])
# --8<-- [end:root]
