import numpy as np

# --8<-- [start:ties]
rng = np.random.default_rng(0)
pairs = {
    "real numbers": rng.standard_normal((100_000, 2)),
    "digits": rng.integers(0, 10, (100_000, 2)),
}
for name, pair in pairs.items():
    x, y = pair.T
    shares = (x > y).astype(int) + (y > x)  # (1)!
    print(
        f"{name}: {np.sum(shares == 0)} faults in {len(pair)} pairs"
    )
# --8<-- [end:ties]
