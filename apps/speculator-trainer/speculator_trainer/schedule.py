"""The learning rate by progress: warm, hold, fall. Held rather than a cosine, so that the budget may be extended."""

WARMUP_STEPS = 60
HELD_SHARE = 0.6
FLOOR = 0.02


def learning_rate(steps: int, spent: float) -> float:
    """The share of the peak after `steps`, when the share `spent` of the budget is gone."""
    warm = min(1.0, (steps + 1) / WARMUP_STEPS)
    fall = min(1.0, max(0.0, (1 - spent) / (1 - HELD_SHARE)))
    return warm * max(FLOOR, fall)
