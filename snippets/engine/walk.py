from snippets.engine.operations import Variable
from snippets.engine.variable import tape

# --8<-- [start:record]
x, w = Variable(3), Variable(2)
a = x * w
c = a + x
y = c * a
print("tape:", tape(y), " result:", y)
y.backward()
for name, v in dict(y=y, c=c, a=a, w=w, x=x).items():
    print(f"d{name} = {v.grad}")
# --8<-- [end:record]

# --8<-- [start:again]
y.backward()
print("dx after a second pass:", x.grad)
x.zero_grad()
y.backward()
print("zeroed, and a third:   ", x.grad)
# --8<-- [end:again]
