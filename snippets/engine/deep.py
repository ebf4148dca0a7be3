from snippets.engine.operations import Variable

# --8<-- [start:deep]
x = Variable(1)
y = x
for _ in range(10_000):
    y = y + x
y.backward()
print(y, x.grad)
# --8<-- [end:deep]
