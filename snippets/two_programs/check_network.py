# --8<-- [start:tools]
from snippets.difference import central_difference
from snippets.gradient_check.relative import relative_error

# --8<-- [end:tools]
from snippets.two_programs.network import backward, forward, start

# --8<-- [start:check]
X, T, U, V = start(examples=5, inputs=4, hidden=3, outputs=2)
_, dU, dV = backward(X, T, U, V)


def loss_with(U, V):
    return forward(X, T, U, V)[-1]


measured = {
    "dU": central_difference(lambda A: loss_with(A, V), U, 1e-5),
    "dV": central_difference(lambda A: loss_with(U, A), V, 1e-5),
}
for name, claimed in {"dU": dU, "dV": dV}.items():
    accepted = relative_error(claimed, measured[name]) < 1e-7
    print(f"{name}, shape {claimed.shape}, accepted: {accepted}")
# --8<-- [end:check]
