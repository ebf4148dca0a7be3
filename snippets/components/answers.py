import numpy as np

delta = np.eye(3, dtype=int)
a, c = np.array([5, -1, 4]), np.array([2, 3, 1])
deltas = np.array([delta[1] @ a, a @ delta @ c, delta.sum()])
deltas_one = np.array([delta[1] @ a, a @ delta @ c, 1])
deltas_dropped = np.array([a.sum(), a.sum() * c.sum(), 9])

squares = [3, 1, 4, 2]
squares_early = [3, 4, 1, 2]

p, q = np.array([1, 2, 4]), np.array([3, -1, 2])
clash = int(p.sum() * q.sum())
clash_one_letter = int(p @ q)

x, y = 1, 2
u, v = x + 2 * y, x * y
du, dv = 2 * u * v, u**2
paths = du * 2 + dv * x
paths_one = du * 2
paths_other = du * 1 + dv * y

if __name__ == "__main__":
    print("deltas:", deltas)
    print("squares:", squares)
    print("clash:", clash)
    print("paths:", paths)
