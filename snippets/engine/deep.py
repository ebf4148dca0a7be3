from snippets.engine.operations import Variable
from snippets.engine.variable import tape


# --8<-- [start:recursion]
def visit(step, order):
    if step is not None and step not in order:
        for x in step.inputs:
            visit(x.maker, order)
        order.append(step)


# --8<-- [end:recursion]
# --8<-- [start:small]
def chain(length):
    y = x = Variable(1)
    for _ in range(length):
        y = y + x
    return y


for length in 3, 1000:
    steps = []
    try:
        visit(chain(length).maker, steps)
    except RecursionError:
        print(length, "steps by recursion: too deep")
    else:
        print(length, "steps by recursion:", steps)
# --8<-- [end:small]

# --8<-- [start:deep]
steps = tape(chain(10_000))
print(len(steps), "steps by the loop")
# --8<-- [end:deep]
