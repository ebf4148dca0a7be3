from snippets.gate_patterns.gates import add, larger, multiply

# --8<-- [start:forward]
x, y, z, w = 3, -4, 2, -1

product = x * y
winner = max(z, w)
total = product + winner
loss = 2 * total
# --8<-- [end:forward]
print("forward ", product, winner, total, loss)

# --8<-- [start:backward]
dtotal = 2  # (1)!
dproduct, dwinner = add(product, winner, dtotal)
dz, dw = larger(z, w, dwinner)
dx, dy = multiply(x, y, dproduct)
# --8<-- [end:backward]
print("backward", dx, dy, dz, dw)
