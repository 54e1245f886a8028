"""Training state on disk: written whole or not at all, so that a stop at any moment loses minutes at most."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

import jax
import numpy as np

from .refusal import Refused


@dataclass
class Progress:
    seed: int
    steps: int = 0
    tokens: int = 0
    epochs: float = 0.0
    # Of processor time, divided by the threads.
    seconds: float = 0.0
    command: str = ''
    # What it read: see `Library.contents`.
    text: dict | None = None
    # The training of the artifact that this one began with, if it did.
    before: dict | None = None
    history: list[dict] = field(default_factory=list)


def save_checkpoint(path: Path, params, optimizer_state, extras: dict[str, np.ndarray], progress: Progress) -> None:
    leaves = jax.tree.leaves(optimizer_state)
    arrays = {f'params.{name}': np.asarray(value) for name, value in params.items()}
    arrays |= {f'optimizer.{index}': np.asarray(leaf) for index, leaf in enumerate(leaves)}
    arrays |= {f'extras.{name}': value for name, value in extras.items()}
    partial = path.with_suffix('.partial')
    with open(partial, 'wb') as file:
        np.savez(file, progress=json.dumps(asdict(progress)), **arrays)
    os.replace(partial, path)


@dataclass(frozen=True)
class Checkpoint:
    params: dict[str, np.ndarray]
    optimizer_leaves: list[np.ndarray]
    extras: dict[str, np.ndarray]
    progress: Progress


def load_checkpoint(path: Path, parameters: tuple[str, ...]) -> Checkpoint:
    """Raises Refused unless it holds a layer of these parameters."""
    with np.load(path) as file:
        named = {name: file[name] for name in file.files if name != 'progress'}
        progress = Progress(**json.loads(str(file['progress'])))

    def part(prefix: str) -> dict[str, np.ndarray]:
        return {name[len(prefix) + 1:]: value for name, value in named.items() if name.startswith(f'{prefix}.')}

    optimizer, params = part('optimizer'), part('params')
    if params.keys() != set(parameters):
        raise Refused(f'{path} holds a layer of another architecture: its parameters are {", ".join(sorted(params))}, '
                      f'not {", ".join(sorted(parameters))}')
    return Checkpoint(
        params=params,
        optimizer_leaves=[optimizer[str(index)] for index in range(len(optimizer))],
        extras=part('extras'),
        progress=progress,
    )


def restore_optimizer(leaves: list[np.ndarray], like):
    """Puts saved leaves back into a state of the same structure."""
    return jax.tree.unflatten(jax.tree.structure(like), [jax.numpy.asarray(leaf) for leaf in leaves])
