"""Along which axes arrays are copied and gradients summed: what figures of the kind `axes` open with."""

from collections.abc import Mapping

import numpy as np

from snippets import fixture
from snippets.affine.data import W, X, b

BIAS = {"X": X, "W": W, "b": b, "dZ": fixture.dZ}
# A stack of two, for a layer whose weight both share.
STACK = BIAS | {"X": np.stack([X, X[:, ::-1]]), "dZ": np.stack([fixture.dZ, fixture.dZ[:, ::-1]])}


def opens(op: str, of: int, values: Mapping[str, np.ndarray], *examples: str, sizes: str = "") -> dict[str, object]:
    """An operation as the core's addresses have it, the operand whose gradient is wanted, and what else to try."""
    numbers = {name: array.tolist() for name, array in values.items()}
    given = {"values": numbers, "examples": examples}
    return {"op": op, "of": str(of), "given": given} | ({"sizes": sizes} if sizes else {})
