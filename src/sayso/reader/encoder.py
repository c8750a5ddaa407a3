"""The network, computed with numpy: a BERT encoder (Devlin and others, 2019) and two heads on its words.

``weights`` come from one file that ``training/train.py`` wrote: matrices as 8-bit numbers with a scale a row.
Shapes: pieces (n), hidden (n, 384); words (w); roles (w, 2 * roles + 1); heads (spans, spans + 1).
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_HEADS = 12
_BUCKETS = 17


def _dense(table: "np.lib.npyio.NpzFile", name: str) -> Array:
    """A matrix or vector of the file."""
    if f"{name}:scale" in table:
        found: Array = table[name].astype(np.float32) * table[f"{name}:scale"].astype(np.float32)
        return found
    return np.asarray(table[name], dtype=np.float32)


class Encoder:
    """Weights of the model and what they compute; loads in about a quarter of a second."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as table:
            self.pieces: list[str] = str(table["vocabulary"].tobytes(), "utf-8").split("\n")
            self._rows = table["embeddings"]
            self._row_scale = table["embeddings:scale"].astype(np.float32)
            names = {name for name in table.files if not name.endswith(":scale")} - {
                "vocabulary",
                "embeddings",
            }
            self._weights = {name: _dense(table, name) for name in names}
        self._layers = 1 + max(int(name.split(".")[1]) for name in self._weights if name.startswith("layer."))

    def hidden(self, pieces: NDArray[np.int64], mode: int, signs: Array) -> Array:
        """What the encoder makes of pieces; ``signs`` (n, features) says of which known names they are."""
        w = self._weights
        x = self._rows[pieces].astype(np.float32) * self._row_scale[pieces]
        x = x + w["positions"][: len(pieces)] + w["modes"][mode] + signs @ w["signs"]
        x = _normed(x, w["norm.weight"], w["norm.bias"])
        for number in range(self._layers):
            x = self._layer(x, f"layer.{number}.")
        return x

    def _layer(self, x: Array, at: str) -> Array:
        w = self._weights
        n, width = x.shape
        qkv = x @ w[f"{at}qkv.weight"].T + w[f"{at}qkv.bias"]
        q, k, v = (part.reshape(n, _HEADS, -1).transpose(1, 0, 2) for part in np.split(qkv, 3, axis=1))
        mixed = _softmax(q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(width / _HEADS))) @ v
        out = mixed.transpose(1, 0, 2).reshape(n, width) @ w[f"{at}out.weight"].T + w[f"{at}out.bias"]
        x = _normed(x + out, w[f"{at}norm1.weight"], w[f"{at}norm1.bias"])
        wide = _gelu(x @ w[f"{at}up.weight"].T + w[f"{at}up.bias"])
        out = wide @ w[f"{at}down.weight"].T + w[f"{at}down.bias"]
        return _normed(x + out, w[f"{at}norm2.weight"], w[f"{at}norm2.bias"])

    def roles(self, words: Array) -> Array:
        """Log probabilities of each label for each word."""
        w = self._weights
        return _log_softmax(words @ w["roles.weight"].T + w["roles.bias"])

    def heads(self, words: Array, at: NDArray[np.int64], roles: NDArray[np.int64]) -> Array:
        """Log probabilities of the head of each span: column 0 is none, column i + 1 is span i.

        ``at`` are the last words of the spans, ``roles`` their roles.
        """
        w = self._weights
        reps = words[at] + w["span_roles"][roles]
        dependents = np.tanh(reps @ w["dependent.weight"].T + w["dependent.bias"])
        heads = np.tanh(reps @ w["governor.weight"].T + w["governor.bias"])
        heads = np.vstack([w["none"][None, :], heads])
        scores = dependents @ w["pair.weight"] @ heads.T + (heads @ w["governor_bias"])[None, :]
        order = np.arange(len(at))
        spans_apart = np.clip(order[None, :] - order[:, None], -8, 8) + 8
        scores[:, 1:] += w["apart"][spans_apart]
        scores[order, order + 1] = -1e9
        return _log_softmax(scores)


def _normed(x: Array, weight: Array, bias: Array) -> Array:
    mean = x.mean(axis=-1, keepdims=True)
    centred = x - mean
    found: Array = centred / np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + 1e-12) * weight + bias
    return found


def _gelu(x: Array) -> Array:
    """The Gaussian error linear unit by its tanh form (Hendrycks and Gimpel, 2016)."""
    found: Array = 0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    return found


def _softmax(x: Array) -> Array:
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    found: Array = e / e.sum(axis=-1, keepdims=True)
    return found


def _log_softmax(x: Array) -> Array:
    x = x - x.max(axis=-1, keepdims=True)
    found: Array = x - np.log(np.exp(x).sum(axis=-1, keepdims=True))
    return found
