"""What speech asks of a part, and of a row of them."""

from book.maths.spacing import KIND
from book.maths.spoken.parts import Part, Row

LARGE = {"∑", "∏", "∫", "max", "min", "lim"}  # what stands below or above them says over what


def opens(part: Part) -> bool:
    """Whether an operand follows: behind a relation or an operator, a sum, a derivative of what comes, or words."""
    if part.kind == "sign":
        return KIND.get(part.text) in {"bin", "rel", "punct", "op"}
    waits = part.kind == "fraction" and is_partial(part.rows[0]) and len(part.rows[0]) == 1
    return waits or is_large(part) or part.kind in {"text", "pause"}


def is_large(part: Part) -> bool:
    """Whether a part is a sum or the like, with what it runs over; the name of a function alone is none."""
    return part.kind == "script" and len(part.rows[0]) == 1 and part.rows[0][0].text in LARGE


def ends_low(part: Part) -> bool:
    """Whether a part ends low, with its index say, and would seem to go on with what follows."""
    part = part.rows[0][-1] if part.kind == "unit" else part
    if part.kind == "root" or (part.kind == "fraction" and is_partial(part.rows[0]) and is_partial(part.rows[1])):
        return True
    return part.kind == "script" and bool(part.rows[1]) and not part.rows[2] and part.rows[0][-1].text not in LARGE


def holds_vectors(row: Row) -> bool:
    """Whether a vector or matrix stands in a row, not within brackets, roots or fractions."""
    return any(
        (part.kind == "letter" and "𝐀" <= part.text <= "𝐳")
        or (part.kind in {"unit", "script", "accent"} and holds_vectors(part.rows[0]))
        for part in row
    )


def reason(part: Part) -> bool:
    """Whether a part is the reason for a step, in its brackets."""
    return part.kind == "bracket" and part.rows[0][:1] == (Part("sign", "∵"),) and len(part.rows[0]) > 1


def is_partial(row: Row) -> bool:
    """Whether a row begins with ∂, as of a higher order too."""
    first = row[0] if row else None
    return first is not None and "∂" in (first.text, first.rows[0][0].text if first.kind == "script" else "")


def listed(row: Row) -> list[Row]:
    """What stands between the commas of a row."""
    items: list[list[Part]] = [[]]
    for part in row:
        if part == Part("sign", ","):
            items.append([])
        else:
            items[-1].append(part)
    return [tuple(item) for item in items]


def short(row: Row) -> bool:
    """Whether a row is one sign, possibly with its index, or a gradient or change of one."""
    if len(row) != 1:
        return False
    (part,) = row
    if part.kind == "script":
        base, below, above = part.rows
        return not above and short(base) and all(item.kind != "sign" for item in below)
    if part.kind in {"unit", "accent"}:
        return short(part.rows[0])
    return part.kind in {"letter", "number", "name"} or (part.kind == "sign" and part.text in {"∞", "⋅"})
