"""The network while it is trained (PyTorch); ``sayso.reader.encoder`` computes the same with numpy."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.reader.inference import CASES
from sayso.reader.known import SIGNS
from sayso.reader.types import MODES, ROLES

WIDTH, HEADS, ARC = 384, 12, 128
LAYERS = 5
"""Of the six layers of the base; its last is for whole sentences, and costs a sixth of the time."""


class Layer(nn.Module):
    """One layer of a BERT encoder."""

    def __init__(self, weights: dict[str, np.ndarray], at: str, dropout: float) -> None:
        super().__init__()
        names = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
        self.qkv = _linear(
            np.concatenate([weights[f"{name}.weight"] for name in names]),
            np.concatenate([weights[f"{name}.bias"] for name in names]),
        )
        self.out = _linear(
            weights[f"{at}attention.output.dense.weight"], weights[f"{at}attention.output.dense.bias"]
        )
        self.up = _linear(weights[f"{at}intermediate.dense.weight"], weights[f"{at}intermediate.dense.bias"])
        self.down = _linear(weights[f"{at}output.dense.weight"], weights[f"{at}output.dense.bias"])
        self.norm1 = _norm(weights, f"{at}attention.output.LayerNorm")
        self.norm2 = _norm(weights, f"{at}output.LayerNorm")
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, n, width = x.shape
        q, k, v = self.qkv(x).view(batch, n, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / math.sqrt(width / HEADS) + mask
        mixed = (self.dropout(scores.softmax(-1)) @ v).transpose(1, 2).reshape(batch, n, width)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        wide = functional.gelu(self.up(x), approximate="tanh")
        return self.norm2(x + self.dropout(self.down(wide)))


class Network(nn.Module):
    """The encoder with a head for roles of words and one for heads of spans."""

    def __init__(self, base: Path, dropout: float = 0.1) -> None:
        super().__init__()
        weights = {name.removeprefix("bert."): w for name, w in load_file(base / "model.safetensors").items()}
        self.embeddings = nn.Embedding.from_pretrained(
            torch.from_numpy(weights["embeddings.word_embeddings.weight"].copy()), freeze=True
        )
        self.positions = nn.Parameter(
            torch.from_numpy(weights["embeddings.position_embeddings.weight"].copy())
        )
        kind = torch.from_numpy(weights["embeddings.token_type_embeddings.weight"][0].copy())
        self.modes = nn.Parameter(kind.repeat(len(MODES), 1))
        self.signs = nn.Parameter(torch.zeros(len(SIGNS) + CASES, WIDTH))
        self.norm = _norm(weights, "embeddings.LayerNorm")
        self.layer = nn.ModuleList(Layer(weights, f"encoder.layer.{at}.", dropout) for at in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(WIDTH, 1 + 2 * len(ROLES))
        self.span_roles = nn.Embedding(len(ROLES), WIDTH)
        nn.init.normal_(self.span_roles.weight, std=0.02)
        self.dependent, self.governor = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.pair = nn.Linear(ARC, ARC, bias=False)
        self.governor_bias = nn.Parameter(torch.zeros(ARC))
        self.none = nn.Parameter(torch.zeros(ARC))
        self.apart = nn.Parameter(torch.zeros(17))

    def forward(self, pieces: Tensor, mask: Tensor, modes: Tensor, signs: Tensor, firsts: Tensor) -> Tensor:
        """Vectors of words: (batch, words, width). ``firsts`` are the places of their first pieces."""
        x = self.embeddings(pieces) + self.positions[: pieces.shape[1]] + self.modes[modes][:, None]
        x = self.dropout(self.norm(x + signs @ self.signs))
        bias = (1.0 - mask)[:, None, None, :] * -1e9
        for layer in self.layer:
            x = layer(x, bias)
        return x.gather(1, firsts[..., None].expand(-1, -1, x.shape[-1]))

    def head_scores(self, words: Tensor, lasts: Tensor, roles: Tensor) -> Tensor:
        """Scores of the heads of the spans of one text: (spans, 1 + spans), the first column for none."""
        reps = words[lasts] + self.span_roles(roles)
        dependents = torch.tanh(self.dependent(self.dropout(reps)))
        heads = torch.cat([self.none[None], torch.tanh(self.governor(self.dropout(reps)))])
        scores = dependents @ self.pair.weight @ heads.t() + (heads @ self.governor_bias)[None]
        order = torch.arange(len(lasts))
        apart = (order[None] - order[:, None]).clamp(-8, 8) + 8
        scores = torch.cat([scores[:, :1], scores[:, 1:] + self.apart[apart]], 1)
        own = torch.zeros_like(scores)
        own[order, order + 1] = -1e9
        return scores + own


def _linear(weight: np.ndarray, bias: np.ndarray) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.data, made.bias.data = torch.from_numpy(weight.copy()), torch.from_numpy(bias.copy())
    return made


def _norm(weights: dict[str, np.ndarray], at: str) -> nn.LayerNorm:
    made = nn.LayerNorm(WIDTH, eps=1e-12)
    made.weight.data = torch.from_numpy(weights[f"{at}.weight"].copy())
    made.bias.data = torch.from_numpy(weights[f"{at}.bias"].copy())
    return made


def save(network: Network, vocabulary: Sequence[str], path: Path) -> None:
    """Write the weights for ``sayso.reader.encoder``: matrices as 8-bit numbers with a scale for each row."""
    table: dict[str, np.ndarray] = {
        "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8)
    }
    for name, tensor in network.state_dict().items():
        array = tensor.detach().numpy()
        key = name.removesuffix(".weight") if name in ("embeddings.weight", "span_roles.weight") else name
        if array.ndim == 2 and array.shape[0] > 1 and array.size > 10_000:
            scale = np.maximum(np.abs(array).max(axis=1, keepdims=True), 1e-8) / 127
            table[key] = np.round(array / scale).astype(np.int8)
            table[f"{key}:scale"] = scale.astype(np.float16 if key == "embeddings" else np.float32)
        else:
            table[key] = array.astype(np.float32)
    np.savez_compressed(path, **table)
