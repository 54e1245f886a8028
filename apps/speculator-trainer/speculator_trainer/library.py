"""The shard folder as training sees it: it may grow while training runs."""

import hashlib
from collections import Counter
from pathlib import Path

import numpy as np

from .batches import PieceStore
from .shards import read_shard
from .teacher import expected_embeddings


class Library:
    def __init__(self, folder: Path, table: np.ndarray, shortlist: np.ndarray):
        self.folder, self.head = folder, table[shortlist]
        self.digest = hashlib.sha256(shortlist.tobytes()).hexdigest()[:12]
        self.training, self.held_out = PieceStore(), PieceStore()
        self.known: set[Path] = set()

    def has_grown(self) -> bool:
        return any(path not in self.known for path in self.folder.glob('*.npz'))

    def refresh(self) -> None:
        for path in sorted(self.folder.glob('*.npz')):
            if path in self.known:
                continue
            self.known.add(path)
            shard = read_shard(path)
            lessons = self._lessons(path, shard.hidden)
            self.training.add(shard, lessons, held_out=False)
            if shard.held_out.any():
                self.held_out.add(shard, lessons, held_out=True)
            print(f'library: {path.name}, {self.training.token_count} tokens for training', flush=True)

    def contents(self) -> dict:
        """For the manifest: tokens for training, and the number of shards of each name, as `corpus` or `play-7`."""
        shards = Counter(path.stem.rpartition('-')[0] for path in sorted(self.known))
        return {'tokens': self.training.token_count, 'shards': dict(shards)}

    def _lessons(self, path: Path, hidden: np.ndarray) -> np.ndarray:
        """Computed once for a shortlist: 14 s of two cores for a shard."""
        cached = path.with_suffix(f'.{self.digest}.npy')
        if not cached.exists():
            partial = cached.with_suffix('.partial')
            with open(partial, 'wb') as file:
                np.save(file, expected_embeddings(hidden, self.head))
            partial.rename(cached)
        return np.load(cached)
