# --8<-- [start:data]
import numpy as np


def spirals(points=50):
    t = np.linspace(0.15, 1, points)
    turn = 2 * np.pi * t
    arm = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    arm *= 2 * t[:, np.newaxis]  # (1)!
    T = np.repeat([[1], [-1]], points, axis=0)
    return np.concatenate([arm, -arm]), T  # (2)!


X, T = spirals()
# --8<-- [end:data]
