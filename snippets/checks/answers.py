from snippets.checks.equal_sizes import suspects
from snippets.checks.false_equation import claims, execute, setting

seen = {
    "display": True,
    "sentence": False,
    "inline": True,
    "declared": False,
    "output": True,
}
unseen = sum(seen.values())
unseen_believed = unseen + 1
unseen_displays = unseen - 1

square = setting + "    $m = 3$, $k = 3$, $n = 3$.\n"
lines = [claims[0], claims[2], suspects[0], claims[3]]
passed = [
    execute(square, [line])[-1].startswith("equations executed: 1")
    for line in lines
]
(equal_sizes,) = [n for n, true in enumerate(passed, 1) if true]
equal_sizes_transpose, equal_sizes_sign, equal_sizes_indices = (
    1,
    2,
    4,
)

print(unseen, passed)
