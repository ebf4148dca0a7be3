from snippets.gate_patterns.gates import add, larger, multiply

# --8<-- [start:circuit]
x, y, z, w = -2, 3, 1, 4
dsum, dmax = multiply(x + y, max(z, w), 1)
dx, dy = add(x, y, dsum)
dz, dw = larger(z, w, dmax)
print("dx", dx, " dy", dy, " dz", dz, " dw", dw)
# --8<-- [end:circuit]

# --8<-- [start:three]
a = 7
dinner, dlast = larger(max(a, a), a, 1)
dfirst, dsecond = larger(a, a, dinner)
print("shares", dfirst, dsecond, dlast)
print("sum", dfirst + dsecond + dlast)
# --8<-- [end:three]

# --8<-- [start:square]
a = 5
first, second = multiply(a, a, 1)
print("both wires", first, second, " together", first + second)
# --8<-- [end:square]
