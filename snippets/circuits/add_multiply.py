# --8<-- [start:forward]
x, y, z = -2, 5, -4

q = x + y
loss = q * z
# --8<-- [end:forward]
print("forward   q", q, " loss", loss)

# --8<-- [start:backward]
dloss = 1  # (1)!
dq = z * dloss  # (2)!
dz = q * dloss
dx = 1 * dq  # (3)!
dy = 1 * dq
# --8<-- [end:backward]
print("backward  dq", dq, " dx", dx, " dy", dy, " dz", dz)

# --8<-- [start:check]
for name, a, b, c in ("x", 1, 0, 0), ("y", 0, 1, 0), ("z", 0, 0, 1):
    ahead = (x + a + y + b) * (z + c)
    behind = (x - a + y - b) * (z - c)
    print(f"measured d{name} {(ahead - behind) // 2}")
# --8<-- [end:check]
