# --8<-- [start:rule]
def gradients(forward):
    output, _, left, _, right = forward.split()
    rule_left = {output: f"d{left}", left: f"d{output}"}  # (1)!
    rule_left[right] = f"{right}.T"  # (2)!
    rule_right = {output: f"d{right}", right: f"d{output}"}
    rule_right[left] = f"{left}.T"
    for rule in rule_left, rule_right:
        words = [rule.get(word, word) for word in forward.split()]
        yield " ".join(words)


# --8<-- [end:rule]
if __name__ == "__main__":
    # --8<-- [start:formulas]
    for forward in "Z = X @ Y", "D = W @ A":
        print(forward, "gives", *gradients(forward), sep="   ")
    # --8<-- [end:formulas]
