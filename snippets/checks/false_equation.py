# --8<-- [start:page]
import subprocess
import sys
from textwrap import fill

setting = r"""
!!! setting
    $\mathbf X \in \mathbb R^{m\times k}$,
    $\mathbf Y \in \mathbb R^{k\times n}$,
    $\mathbf Z = \mathbf X\mathbf Y$,
    $\ell\colon \mathbb R^{m\times n}\to\mathbb R$,
    $\mathcal L = \ell(\mathbf Z)$.
"""
claims = [  # (1)!
    r"\mathrm d\mathbf X = \mathrm d\mathbf Z\,\mathbf Y",
    r"\mathrm d\mathbf X = \mathbf Y(\mathrm d\mathbf Z)^\top",
    r"\mathrm d\mathbf X = -\mathrm d\mathbf Z\,\mathbf Y^\top",
    r"\mathrm dX_{st} = \sum_j \mathrm dZ_{sj} Y_{jt}",
    r"\mathrm dX_{st} = \sum_{i,j} \mathrm dZ_{ij} Y_{tj}",
    r"\mathrm d\mathbf X = \mathrm d\mathbf Z\,\mathbf Y^\top",
]


# --8<-- [end:page]
# --8<-- [start:execute]
def execute(box, formulas):
    displays = [f"\n$$\n{formula}\n$$\n" for formula in formulas]
    return subprocess.run(
        [sys.executable, "-m", "check_equations", "-"],  # (1)!
        input=box + "".join(displays),
        capture_output=True,
        encoding="utf-8",
    ).stdout.splitlines()


# --8<-- [end:execute]
# --8<-- [start:report]
def report(box, formulas):
    for line in execute(box, formulas):
        print(fill(line, 68, subsequent_indent="    "))  # (1)!


if __name__ == "__main__":
    report(setting, claims)
# --8<-- [end:report]
