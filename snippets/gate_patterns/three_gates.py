from snippets.gate_patterns.gates import add, larger, multiply

# --8<-- [start:forward]
x, y, z, w = 3, -4, 2, -1

product = x * y
winner = max(z, w)
total = product + winner
loss = 2 * total
print(f"product {product}  winner {winner}")
print(f"total {total}  loss {loss}")
# --8<-- [end:forward]

# --8<-- [start:backward]
dtotal = 2  # (1)!
dproduct, dwinner = add(product, winner, dtotal)
dz, dw = larger(z, w, dwinner)
dx, dy = multiply(x, y, dproduct)
print(f"dtotal {dtotal}  dproduct {dproduct}  dwinner {dwinner}")
print(f"dx {dx}  dy {dy}  dz {dz}  dw {dw}")
# --8<-- [end:backward]
