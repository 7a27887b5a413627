"""Least squares over a chain of times that share a few unknown rates.

Each *point* is a time to be found. *Sightings* say where a point should be, *links* how far a point lies from the one
before it: a sum of known lengths times unknown rates. All of it is one linear system, tridiagonal in the points with a
narrow border for the rates, solved in time linear in the points.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul
from typing import NamedTuple


class Link(NamedTuple):
    """How far a point lies from the one before it: `fixed` plus each term's rate × length.

    terms: (index of a rate, length) pairs.
    """

    fixed: float
    terms: tuple[tuple[int, float], ...]


def link_length(link: Link, rates: Sequence[float]) -> float:
    return link.fixed + sum(length * rates[rate] for rate, length in link.terms)


def solve(
    pull: Sequence[float],
    aim: Sequence[float],
    links: Sequence[Link],
    stiffness: Sequence[float],
    rate_pull: Sequence[float],
    rate_aim: Sequence[float],
) -> tuple[list[float], list[float]]:
    """The points and rates that minimise the sum of all squared misses.

    pull[i], aim[i]: weight of point i's sighting and where it is (weight 0: not sighted). links[i], stiffness[i]: the
    link from point i to i+1 and its weight. rate_pull, rate_aim: the same for the rates.
    """
    count, width = len(pull), len(rate_pull)
    diagonal = list(pull)
    columns = [[0.0] * count for _ in range(width)]
    right = [weight * place for weight, place in zip(pull, aim, strict=True)]
    corner = [[rate_pull[r] if r == c else 0.0 for c in range(width)] for r in range(width)]
    foot = [weight * value for weight, value in zip(rate_pull, rate_aim, strict=True)]
    for i, (link, weight) in enumerate(zip(links, stiffness, strict=True)):
        diagonal[i] += weight
        diagonal[i + 1] += weight
        right[i] -= weight * link.fixed
        right[i + 1] += weight * link.fixed
        for rate, length in link.terms:
            columns[rate][i] += weight * length
            columns[rate][i + 1] -= weight * length
            foot[rate] -= weight * length * link.fixed
            row = corner[rate]
            for other, reach in link.terms:
                row[other] += weight * length * reach
    # Eliminate the points: A x + B r = right, Bᵀ x + C r = foot, with A tridiagonal.
    ratio = [0.0] * count
    inverse = [0.0] * count
    previous = 0.0
    for i in range(count):
        below = stiffness[i - 1] if i else 0.0
        inverse[i] = 1.0 / (diagonal[i] - below * previous)
        previous = ratio[i] = stiffness[i] * inverse[i] if i + 1 < count else 0.0
    base = _back_solve(right, stiffness, ratio, inverse)
    through = [_back_solve(column, stiffness, ratio, inverse) for column in columns]
    for r, column in enumerate(columns):
        # A speaker's own rate touches that speaker's links alone: most of a column is empty.
        filled = [i for i, weight in enumerate(column) if weight]
        held = [column[i] for i in filled]
        foot[r] -= sum(map(mul, held, map(base.__getitem__, filled)))
        for c in range(r + 1):  # what is left is symmetric
            corner[r][c] -= sum(map(mul, held, map(through[c].__getitem__, filled)))
            corner[c][r] = corner[r][c]
    rates = _dense(corner, foot)
    for value, column in zip(rates, through, strict=True):
        base = [place - value * shift for place, shift in zip(base, column, strict=True)]
    return base, rates


def _back_solve(
    right: Sequence[float], stiffness: Sequence[float], ratio: Sequence[float], inverse: Sequence[float]
) -> list[float]:
    carried = 0.0
    forward: list[float] = []
    for value, below, scale in zip(right, [0.0, *stiffness], inverse, strict=False):
        carried = (value + below * carried) * scale
        forward.append(carried)
    carried = 0.0
    backward: list[float] = []
    for value, share in zip(reversed(forward), reversed(ratio), strict=True):
        carried = value + share * carried
        backward.append(carried)
    return backward[::-1]


def _dense(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss elimination of a small positive definite system."""
    size = len(right)
    for pivot in range(size):
        for row in range(pivot + 1, size):
            factor = matrix[row][pivot] / matrix[pivot][pivot]
            if factor:
                for column in range(pivot, size):
                    matrix[row][column] -= factor * matrix[pivot][column]
                right[row] -= factor * right[pivot]
    answer = [0.0] * size
    for row in range(size - 1, -1, -1):
        rest = sum(matrix[row][column] * answer[column] for column in range(row + 1, size))
        answer[row] = (right[row] - rest) / matrix[row][row]
    return answer
