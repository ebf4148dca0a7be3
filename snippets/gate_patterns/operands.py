from snippets.gate_patterns.gates import multiply

# --8<-- [start:operands]
small, large = 0.01, 1000
dsmall, dlarge = multiply(small, large, 1)
print("gradient of the small one", dsmall)
print("gradient of the large one", dlarge)
print("1% more of the small one:", 0.01 * small * dsmall)
print("1% more of the large one:", 0.01 * large * dlarge)
# --8<-- [end:operands]
