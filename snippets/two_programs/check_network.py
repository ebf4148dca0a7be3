from snippets.difference import central_difference
from snippets.gradient_check.relative import relative_error
from snippets.two_programs.network import backward, forward, start

# --8<-- [start:check]
X, T, U, V = start(samples=5, inputs=4, hidden=3, outputs=2)
_, dU, dV = backward(X, T, U, V)

measured = {
    "dU": central_difference(
        lambda U: forward(X, T, U, V)[-1], U, 1e-5
    ),
    "dV": central_difference(
        lambda V: forward(X, T, U, V)[-1], V, 1e-5
    ),
}
for name, claimed in dict(dU=dU, dV=dV).items():
    accepted = relative_error(claimed, measured[name]) < 1e-7
    print(name, claimed.shape, "accepted:", accepted)
# --8<-- [end:check]
