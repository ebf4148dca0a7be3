# --8<-- [start:function]
from copy import copy

from snippets.engine.variable import Variable, as_tuple


class Function:
    def __call__(self, *inputs):
        step = copy(self)  # (1)!
        step.inputs = [
            x if isinstance(x, Variable) else Variable(x)  # (2)!
            for x in inputs
        ]
        result = step.forward(*(x.data for x in step.inputs))
        step.outputs = [Variable(y, step) for y in as_tuple(result)]
        several = isinstance(result, tuple)
        return tuple(step.outputs) if several else step.outputs[0]

    def __repr__(self):
        return type(self).__name__


# --8<-- [end:function]
