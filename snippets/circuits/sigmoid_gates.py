import math

# --8<-- [start:forward]
a = 1
b = -a
c = math.exp(b)
d = 1 + c
f = 1 / d
# --8<-- [end:forward]
print(f"forward   {a}, {b}, {c:.4f}, {d:.4f}, {f:.4f}")

# --8<-- [start:backward]
dd = -1 / d**2  # (1)!
dc = 1 * dd
db = math.exp(b) * dc
da = -1 * db
# --8<-- [end:backward]
print(f"backward  {da:.4f}, {db:.4f}, {dc:.4f}, {dd:.4f}, 1")
print(f"at once   {(1 - f) * f:.4f}")
