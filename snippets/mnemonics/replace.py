from snippets import fixture

# --8<-- [start:rule]
forward = "Z = X @ Y"
rule_dX = {"Z": "dX", "X": "dZ", "Y": "Y.T"}  # (1)!
rule_dY = {"Z": "dY", "Y": "dZ", "X": "X.T"}


def replace(formula, rule):
    return "".join(rule.get(letter, letter) for letter in formula)


# --8<-- [end:rule]
# --8<-- [start:check]
for rule in rule_dX, rule_dY:
    formula = replace(forward, rule)
    gradient, product = formula.split(" = ")
    value = eval(product, vars(fixture))  # (1)!
    print(formula, " ", (value == getattr(fixture, gradient)).all())
# --8<-- [end:check]
