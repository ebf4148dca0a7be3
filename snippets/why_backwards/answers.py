"""The answers of the exercises, and typical wrong ones."""

import numpy as np

shape = (5 * 3, 7 * 3)
shape_turned = shape[::-1]
shape_gradient = (7, 3)

rows, wide = 64, 4096
jacobian_bytes = 4 * (rows * wide) * wide**2
tebibytes = jacobian_bytes / 2**40
tebibytes_inputs = 4 * (rows * wide) ** 2 / 2**40
tebibytes_counted = tebibytes / 4
tebibytes_in_bytes = jacobian_bytes

one_input = 20 * 20 + 30 * 20
one_input_from_end = 30 * 20 * 20 + 30 * 20
one_input_all = 20 + one_input


# --8<-- [start:gradient]
def gradient(jvp, k):
    return np.array([jvp(unit) for unit in np.eye(k)])


# --8<-- [end:gradient]
def gradient_ones(jvp, k):
    return jvp(np.ones(k)) * np.ones(k)


def gradient_first(jvp, k):
    return jvp(np.eye(k)[0]) * np.ones(k)


def along(row):
    """A jvp: it takes one direction."""

    def jvp(direction):
        shape = np.shape(direction)
        if shape != (len(row),):
            raise ValueError(
                f"jvp takes {len(row)} numbers, not shape {shape}"
            )
        return np.dot(direction, row)

    return jvp


def judge_gradient(candidate):
    for row in ([2, -1], [3, 0, -2, 5], [7]):
        found = np.asarray(candidate(along(row), len(row)))
        if found.shape != (len(row),) or list(found) != row:
            return False
    return True
