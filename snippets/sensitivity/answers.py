dx, dy, step = -3, 0.5, 0.01
predicted = [dx * step, -dx * step, dy * step, -dy * step]
lowest_first = sorted(range(4), key=predicted.__getitem__)
lower = lowest_first[0] + 1
lower_against = lowest_first[-1] + 1
lower_weak = lowest_first[1] + 1

x, y, change_x, change_y = 5, -2, -0.1, 0.2
exact = round((x + change_x) * (y + change_y) - x * y, 2)
exact_predicted = round(y * change_x + x * change_y, 2)
exact_swapped = round(x * change_x + y * change_y, 2)

h = 0.1
growth = round((2 + h) ** 3 - 2**3, 3)
error = round(growth - 12 * h, 3)
error_square = round(6 * h**2, 3)

print(f"lower: {predicted}")
print(f"exact: {exact}, predicted: {exact_predicted}")
print(f"cube: growth {growth}, error {error}")
