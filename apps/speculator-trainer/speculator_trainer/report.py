"""Figures from replayed steps: survival by depth, tokens a step, calibration, modelled speed-up."""

import numpy as np

from .replay import Steps

# Measured ms of one target step by its rows, int8-row on two cores at a context of about 200.
STEP_MS = {1: 8.3, 2: 8.6, 4: 9.6, 8: 11.6, 16: 14.4}
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)


def step_ms(rows: np.ndarray) -> np.ndarray:
    return np.interp(rows, list(STEP_MS), list(STEP_MS.values()))


def summarize(steps: Steps, draft_ms: float, call_ms: float = 0.0) -> dict:
    """`draft_ms` a drafted token, `call_ms` a call. Acceptance length includes the target's own token."""
    drafted, accepted = np.array(steps.drafted), np.array(steps.accepted)
    if len(drafted) == 0:
        return {'steps': 0}
    depths = int(drafted.max())
    tokens = len(drafted) + accepted.sum()
    elapsed = (step_ms(1 + drafted) + draft_ms * drafted + call_ms).sum()
    return {
        'steps': len(drafted),
        'survival': [round(float((accepted > depth).mean()), 3) for depth in range(depths)],
        'acceptanceLength': round(float(tokens / len(drafted)), 3),
        'drafted': round(float(drafted.mean()), 2),
        'speedUp': round(float(tokens * STEP_MS[1] / elapsed), 3),
    }


def calibration(steps: Steps) -> list[dict]:
    """Of the drafts that were reached: stated probability against share accepted."""
    stated, right = [], []
    for accepted, probabilities in zip(steps.accepted, steps.probabilities):
        reached = min(accepted + 1, len(probabilities))
        stated += list(probabilities[:reached])
        right += [depth < accepted for depth in range(reached)]
    stated_array, right_array = np.array(stated), np.array(right)
    bins = []
    for low, high in zip(BINS, BINS[1:]):
        inside = (stated_array >= low) & (stated_array < high)
        if inside.any():
            bins.append({'stated': round(float(stated_array[inside].mean()), 3),
                         'accepted': round(float(right_array[inside].mean()), 3), 'count': int(inside.sum())})
    return bins
