# --8<-- [start:scale]
def gradient(x, da):
    return [da * value for value in x]


x, da, c = [1, -2, 3], 2, 1000
large = [c * value for value in x]
print("dw for x:    ", gradient(x, da))
print("dw for large:", gradient(large, da))
# --8<-- [end:scale]


# --8<-- [start:step]
def change_of_score(x, rate):
    moves = [-rate * value for value in gradient(x, da)]
    return sum(moves[j] * x[j] for j in range(len(x)))


before = change_of_score(x, 1)
print(f"x, rate 1: the score changes by {before}")
for rate in 1, 1 / c, 1 / c**2:
    change = change_of_score(large, rate)
    print(f"large, rate {rate:g}: {change / before:.0f} times that")
# --8<-- [end:step]
