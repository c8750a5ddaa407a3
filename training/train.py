"""Trains the reader's model: ``python -m training.train BASE`` with the folder of a MiniLM-L6 encoder.

BASE holds ``model.safetensors`` and ``vocab.txt`` of all-MiniLM-L6-v2 (Apache-2.0; Wang and others, 2020).
Its word pieces stay as they are, everything above them is trained on with the annotated messages.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from sayso.reader.inference import CASES, MODEL, features_of
from sayso.reader.known import SIGNS
from sayso.reader.tokens import Pieces, Word, words_of
from sayso.reader.types import MODES, ROLES

from .annotations import FOLDER, Message, is_frozen, messages
from .exchange import Exchange
from .network import Network, save

_SEED = 20261124
_LONGEST = 320


class Sample:
    """A message as numbers."""

    def __init__(self, one: Message, pieces: Pieces) -> None:
        words: list[Word] = words_of(one.text)
        numbers, rows, self.firsts = [pieces.number("[CLS]")], [len(words)], []
        for at, word in enumerate(words):
            self.firsts.append(len(numbers))
            found = pieces.of(word.text)
            numbers += found
            rows += [at] * len(found)
        numbers.append(pieces.number("[SEP]"))
        features = np.vstack([features_of(words, one.known), np.zeros((1, len(SIGNS) + CASES), np.float32)])
        self.pieces = torch.tensor(numbers[:512])
        self.signs = torch.from_numpy(features[[*rows, len(words)]][:512])
        self.mode = MODES.index(one.mode)
        self.labels = [0] * len(words)
        self.lasts: list[int] = []
        self.roles: list[int] = []
        for span in one.spans:
            inside = [
                at for at, word in enumerate(words) if word.start >= span.start and word.end <= span.end
            ]
            role = ROLES.index(span.role)
            for at in inside:
                self.labels[at] = 2 * role + (1 if at == inside[0] else 2)
            self.lasts.append(inside[-1] if inside else 0)
            self.roles.append(role)
        self.heads = [0 if span.head is None else span.head + 1 for span in one.spans]
        keep = [at for at, first in enumerate(self.firsts) if first < 511]
        self.firsts, self.labels = [self.firsts[at] for at in keep], [self.labels[at] for at in keep]


def batches(samples: list[Sample], most: int, shuffled: random.Random | None) -> list[list[Sample]]:
    """Samples of like length together, at most so many pieces with padding."""
    rows = sorted(samples, key=lambda one: len(one.pieces) + (shuffled.random() * 6 if shuffled else 0))
    found: list[list[Sample]] = [[]]
    for one in rows:
        if found[-1] and len(one.pieces) * (len(found[-1]) + 1) > most:
            found.append([])
        found[-1].append(one)
    if shuffled:
        shuffled.shuffle(found)
    return [batch for batch in found if batch]


def run(network: Network, batch: list[Sample]) -> torch.Tensor:
    """Vectors of the words of a batch."""
    pieces = pad_sequence([one.pieces for one in batch], batch_first=True)
    mask = pad_sequence([torch.ones(len(one.pieces)) for one in batch], batch_first=True)
    signs = pad_sequence([one.signs for one in batch], batch_first=True)
    firsts = pad_sequence([torch.tensor(one.firsts) for one in batch], batch_first=True)
    modes = torch.tensor([one.mode for one in batch])
    found: torch.Tensor = network(pieces, mask, modes, signs, firsts)
    return found


def loss_of(network: Network, batch: list[Sample]) -> torch.Tensor:
    """How far the network is from the annotations: roles of words and heads of spans."""
    words = run(network, batch)
    labels = pad_sequence([torch.tensor(one.labels) for one in batch], batch_first=True, padding_value=-100)
    loss = functional.cross_entropy(
        network.roles(network.dropout(words)).flatten(0, 1), labels.flatten(), label_smoothing=0.03
    )
    arcs = [
        functional.cross_entropy(
            network.head_scores(words[row], torch.tensor(one.lasts), torch.tensor(one.roles)),
            torch.tensor(one.heads),
            reduction="sum",
        )
        for row, one in enumerate(batch)
        if one.lasts
    ]
    count = sum(len(one.lasts) for one in batch)
    return loss + torch.stack(arcs).sum() / count if arcs else loss


def train(base: Path, readings: Path, out: Path, epochs: int, threads: int) -> None:
    """Train on all messages but those of frozen domains, and write the model."""
    torch.manual_seed(_SEED)
    torch.set_num_threads(threads)
    chance = random.Random(_SEED)
    vocabulary = (base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    pieces = Pieces({piece: number for number, piece in enumerate(vocabulary)})
    known = [one for one in messages(readings) if not is_frozen(one.domain)]
    exchange = Exchange(known)
    network = Network(base)
    fresh = [
        p
        for n, p in network.named_parameters()
        if p.requires_grad and not n.startswith(("layer", "norm", "positions", "modes"))
    ]
    old = [
        p
        for n, p in network.named_parameters()
        if p.requires_grad and n.startswith(("layer", "norm", "positions", "modes"))
    ]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": 1.6e-4}, {"params": fresh, "lr": 1.5e-3}], weight_decay=0.01
    )
    per_epoch = len(batches([Sample(one, pieces) for one in known], 400, None))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [1.6e-4, 1.5e-3],
        total_steps=int(per_epoch * epochs * 1.1) + 10,
        pct_start=0.1,
        anneal_strategy="linear",
    )
    print(json.dumps({"messages": len(known), "batches": per_epoch}), flush=True)
    network.train()
    for epoch in range(epochs):
        began, total, count = time.monotonic(), 0.0, 0
        samples = [Sample(exchange.varied(one, chance) if epoch else one, pieces) for one in known]
        for batch in batches([one for one in samples if len(one.pieces) <= _LONGEST], 400, chance):
            loss = loss_of(network, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
        print(
            json.dumps(
                {
                    "epoch": epoch + 1,
                    "loss": round(total / count, 4),
                    "seconds": round(time.monotonic() - began),
                }
            ),
            flush=True,
        )
        if (epoch + 1) % 4 == 0 or epoch + 1 == epochs:
            save(network.eval(), vocabulary, out)
            network.train()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("--readings", type=Path, default=FOLDER)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    train(given.base, given.readings, given.out, given.epochs, given.threads)


if __name__ == "__main__":
    main()
