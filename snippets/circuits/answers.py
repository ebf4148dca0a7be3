import math

from snippets.circuits import overwritten, staged

# --8<-- [start:by_hand]
x, y, z = 3, -1, 2
q = y * z
loss = x + q
dx, dq = 1, 1
dy, dz = z * dq, y * dq
print("loss", loss, " dx", dx, " dy", dy, " dz", dz)
# --8<-- [end:by_hand]

# --8<-- [start:overwritten]
cache = staged.forward(3, -4)[1]
for name, backward in ("+=", staged), ("=", overwritten):
    dx, dy = backward.backward(cache)
    print(f"{name:2}  dx {dx:.3f}  dy {dy:.3f}")
# --8<-- [end:overwritten]

# --8<-- [start:tanh]
a = 0.5
b = math.tanh(a)
da = (1 - b) * (1 + b)
h = 1e-6
measured = (math.tanh(a + h) - math.tanh(a - h)) / (2 * h)
print(f"tanh {b:.4f}  da {da:.4f}  measured {measured:.4f}")
# --8<-- [end:tanh]
