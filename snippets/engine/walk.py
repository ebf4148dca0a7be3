from snippets.engine.operations import Variable
from snippets.engine.variable import tape

# --8<-- [start:record]
x, w = Variable(3), Variable(2)
a = x * w
b = a + x
y = b * a
print(tape(y), y)
# --8<-- [end:record]

# --8<-- [start:back]
y.backward()
for name, v in dict(y=y, b=b, a=a, w=w, x=x).items():
    print(f"d{name} = {v.grad}")
# --8<-- [end:back]

# --8<-- [start:again]
y.backward()
print("dx after a second pass:", x.grad)
x.zero_grad()
y.backward()
print("zeroed, and a third:   ", x.grad)
# --8<-- [end:again]
