# --8<-- [start:double]
x = 3
print(x + x)  # (1)!
# --8<-- [end:double]
