# --8<-- [start:forward]
import math

a = 1
neg = -a
exp = math.exp(neg)
plus = 1 + exp
inv = 1 / plus
print(f"neg {neg}  exp {exp:.4f}  plus {plus:.4f}  inv {inv:.4f}")
# --8<-- [end:forward]

# --8<-- [start:backward]
dplus = -1 / plus**2  # (1)!
dexp = 1 * dplus
dneg = exp * dexp  # (2)!
da = -1 * dneg
print(f"dplus {dplus:.4f}  dexp {dexp:.4f}  dneg {dneg:.4f}")
print(f"da {da:.4f}  in one step {(1 - inv) * inv:.4f}")
# --8<-- [end:backward]
