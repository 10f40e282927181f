"""Random draws, the same on every machine: only `random()` and plain arithmetic on rounded weights."""

import random
from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate

SEED = 20200205


class Draw:
    """One stream of draws per part of the demo, so that a change in one part leaves the others as they are."""

    def __init__(self, part):
        self._unit = random.Random(f"{SEED}:{part}").random

    def chance(self, probability):
        return self._unit() < probability

    def below(self, n):
        return int(self._unit() * n)

    def between(self, low, high):
        """A whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def one(self, items):
        return items[self.below(len(items))]

    def some(self, items, n):
        """n different items, in drawn order."""
        pool = list(items)
        n = min(n, len(pool))
        for i in range(n):
            j = i + self.below(len(pool) - i)
            pool[i], pool[j] = pool[j], pool[i]
        return pool[:n]

    def shuffled(self, items):
        return self.some(items, len(items))

    def weighted(self, items, weights):
        return items[self.place(list(accumulate(weights)))]

    def place(self, cumulative):
        """An index, given the running sums of the weights."""
        return min(bisect_right(cumulative, self._unit() * cumulative[-1]), len(cumulative) - 1)

    def normal(self, mean=0.0, deviation=1.0):
        """Nearly normal: the sum of twelve uniform draws."""
        return mean + deviation * (sum(self._unit() for _ in range(12)) - 6.0)

    def skewed(self, median, spread):
        """Nearly lognormal: powers of two by plain multiplication."""
        exponent = self.normal(0.0, spread)
        whole = int(exponent // 1)
        return median * (1.0 + (exponent - whole)) * 2.0**whole

    def geometric(self, stop):
        """Failures before the first success."""
        n = 0
        while not self.chance(stop):
            n += 1
        return n

    def workday(self, year, first=(1, 10), last=(12, 15)):
        """A Monday to Friday outside August."""
        begin = date(year, *first)
        days = (date(year, *last) - begin).days
        while True:
            day = begin + timedelta(days=self.below(days + 1))
            if day.weekday() < 5 and day.month != 8:
                return day
