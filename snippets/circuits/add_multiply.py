# --8<-- [start:forward]
x, y, z = -2, 5, -4

q = x + y
loss = q * z
print("forward   q", q, " loss", loss)
# --8<-- [end:forward]

# --8<-- [start:backward]
dloss = 1  # (1)!
dq = z * dloss  # (2)!
dz = q * dloss
dx = 1 * dq  # (3)!
dy = 1 * dq
print("backward  dq", dq, " dz", dz, " dx", dx, " dy", dy)
# --8<-- [end:backward]


# --8<-- [start:check]
def run(x, y, z):
    return (x + y) * z


print("measured dx", (run(x + 1, y, z) - run(x - 1, y, z)) / 2)
print("measured dy", (run(x, y + 1, z) - run(x, y - 1, z)) / 2)
print("measured dz", (run(x, y, z + 1) - run(x, y, z - 1)) / 2)
# --8<-- [end:check]
