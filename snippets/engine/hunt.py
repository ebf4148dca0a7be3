# --8<-- [start:hunted]
def hunted(e):
    x = e.Variable([[[3]], [[2]]])
    turn = e.Transpose((2, 0, 1))
    p, q = turn(x), turn(x)
    c = p * q
    y = c + p
    return dict(x=x, p=p, q=q, c=c, y=y)


# --8<-- [end:hunted]
