"""Derive ``catalogue/senses/nouns.txt.gz`` from WordNet: every English noun and its broad senses.

    apt-get download wordnet-base && dpkg -x wordnet-base_*.deb wordnet
    python scripts/derive_senses.py wordnet/usr/share/wordnet

A synset gets its sense from its lexicographer file, refined by its hypernyms (a building is an artifact
by file and a place here). A noun keeps up to three senses: those with most occurrences in the texts that
WordNet's makers tagged, weighed by how much people keep records of that sort of thing.
"""  # noqa: INP001 - a script

import argparse
import gzip
import re
from collections import defaultdict
from pathlib import Path

from sayso.catalogue.senses import Sense

TARGET = Path(__file__).parents[1] / "src" / "sayso" / "catalogue" / "senses" / "nouns.txt.gz"

FILES = {
    3: Sense.ATTRIBUTE, 4: Sense.ACT, 5: Sense.ANIMAL, 6: Sense.ARTIFACT, 7: Sense.ATTRIBUTE, 8: Sense.BODY,
    9: Sense.COGNITION, 10: Sense.COMMUNICATION, 11: Sense.EVENT, 12: Sense.FEELING, 13: Sense.FOOD,
    14: Sense.GROUP, 15: Sense.PLACE, 16: Sense.FEELING, 17: Sense.OBJECT, 18: Sense.PERSON,
    19: Sense.PHENOMENON, 20: Sense.PLANT, 21: Sense.POSSESSION, 22: Sense.PHENOMENON, 23: Sense.QUANTITY,
    24: Sense.ATTRIBUTE, 25: Sense.ATTRIBUTE, 26: Sense.STATE, 27: Sense.SUBSTANCE, 28: Sense.TIME,
}  # fmt: skip
"""What each lexicographer file of nouns is here (``man 5 lexnames``)."""

REFINED = [
    (Sense.WORK, 6, "art:06:00 work_of_art:06:00 painting:06:00 photograph:06:00 recording:06:01"),
    (Sense.WORK, 10, """music:10:00 musical_composition:10:00 literary_composition:10:00 show:10:00
        dramatic_composition:10:00 movie:10:00 song:10:00 book:10:00 publication:10:00 story:10:00 poem:10:00
        broadcast:10:01 artwork:10:00"""),
    (Sense.WORK, 6, "book:06:00"),
    (Sense.VEHICLE, 6, "conveyance:06:00"),
    (Sense.PLACE, 6, """building:06:00 area:06:00 facility:06:00 way:06:00 housing:06:00 establishment:06:00
        building_complex:06:00 bridge:06:00 tower:06:00 memorial:06:00 stadium:06:00 enclosure:06:00
        excavation:06:00 course:06:00"""),
    (Sense.PLACE, 17, "body_of_water:17:00 geological_formation:17:00 land:17:00"),
    (Sense.DOCUMENT, 10, """document:10:00 legal_document:10:00 letter:10:00 record:10:02 record:10:03
        form:10:01 report:10:03 certificate:10:00"""),
    (Sense.DOCUMENT, 6, "document:06:00 diagram:06:00 map:06:00"),
    (Sense.EVENT, 4, "contest:04:00 game:04:00 ceremony:04:01"),
    (Sense.EVENT, 14, "meeting:14:00 party:14:00"),
    (Sense.ILLNESS, 26, "illness:26:00 disease:26:00 disorder:26:03 injury:26:00"),
]  # fmt: skip
"""A sense, the file it refines, and the senses (noun, file, number) under which everything is of it."""

WEIGHT = {
    Sense.PERSON: 3, Sense.ANIMAL: 4, Sense.PLANT: 3, Sense.FOOD: 3, Sense.ARTIFACT: 3, Sense.VEHICLE: 4,
    Sense.PLACE: 3, Sense.WORK: 3, Sense.DOCUMENT: 3, Sense.EVENT: 3, Sense.ACT: 2.5, Sense.GROUP: 2.5,
    Sense.ILLNESS: 3, Sense.SUBSTANCE: 2.5, Sense.POSSESSION: 2.5, Sense.COMMUNICATION: 2, Sense.OBJECT: 2,
    Sense.BODY: 1, Sense.PHENOMENON: 1, Sense.TIME: 1, Sense.QUANTITY: 1, Sense.STATE: 0.8,
    Sense.COGNITION: 0.8, Sense.FEELING: 0.7, Sense.ATTRIBUTE: 0.4,
}  # fmt: skip
"""How much people keep records of each sort: what is weighed against how often a noun is meant so."""

PRIOR = 3.0
"""Occurrences that the first sense of a noun has before any are counted; the second has half of it."""
LEAST = 0.08
"""The share of a noun's best sense below which another is left out."""
LATIN = re.compile(r"^(genus|family|order|class|phylum|division|superfamily|subfamily|suborder|tribe)_")


def main() -> None:
    """Read WordNet's files and write the nouns."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where WordNet's data.noun, index.noun and cntlist.rev lie")
    folder = parser.parse_args().folder
    senses, instances, keys = synsets(folder / "data.noun")
    counts = occurrences(folder / "cntlist.rev")
    lines: list[str] = []
    for noun, offsets in nouns(folder / "index.noun"):
        kept = [offset for offset in offsets if offset not in instances]
        if not kept or not re.fullmatch(r"[a-z][a-z'_.-]*", noun) or LATIN.match(noun):
            continue
        weighed: dict[Sense, float] = defaultdict(float)
        for offset in kept:
            rank = offsets.index(offset) + 1
            seen = counts.get(keys[offset].get(noun, ""), 0) + PRIOR / rank
            weighed[senses[offset]] += seen * WEIGHT[senses[offset]]
        best = sorted(weighed, key=lambda sense: (-weighed[sense], sense.value))
        codes = [one.code for one in best[:3] if weighed[one] >= LEAST * weighed[best[0]]]
        lines.append(f"{noun} {''.join(codes)}")
    text = "\n".join(sorted(lines)) + "\n"
    TARGET.write_bytes(gzip.compress(text.encode("ascii"), 9, mtime=0))
    print(f"{len(lines)} nouns, {len(text):,} bytes, {TARGET.stat().st_size:,} compressed")  # noqa: T201 - a script


def synsets(path: Path) -> tuple[dict[str, Sense], set[str], dict[str, dict[str, str]]]:
    """The sense of every synset, those that are instances (proper names), and their sense keys by noun."""
    files: dict[str, int] = {}
    above: dict[str, list[str]] = {}
    keys: dict[str, dict[str, str]] = {}
    instances: set[str] = set()
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            continue
        parts = line.partition(" | ")[0].split()
        offset, file, count = parts[0], int(parts[1]), int(parts[3], 16)
        forms = [(parts[4 + 2 * at].lower(), int(parts[5 + 2 * at], 16)) for at in range(count)]
        pointers = parts[5 + 2 * count :]
        files[offset] = file
        keys[offset] = {form: _key(form, f"{file:02}", f"{lex:02}") for form, lex in forms}
        above[offset] = [pointers[at + 1] for at in range(0, len(pointers) - 3, 4) if pointers[at] == "@"]
        if any(pointers[at] == "@i" for at in range(0, len(pointers) - 3, 4)):
            instances.add(offset)
    keyed = {key: offset for offset, forms in keys.items() for key in forms.values()}
    roots = [
        (refined, file, {keyed[_key(*said.split(":"))] for said in heads.split()})
        for refined, file, heads in REFINED
    ]
    known: dict[str, set[str]] = {}

    def ancestors(offset: str) -> set[str]:
        if offset not in known:
            known[offset] = {offset}
            known[offset] |= {one for parent in above[offset] for one in ancestors(parent)}
        return known[offset]

    def sense(offset: str) -> Sense:
        for refined, file, heads in roots:
            if files[offset] == file and heads & ancestors(offset):
                return refined
        return FILES[files[offset]]

    return {offset: sense(offset) for offset in files}, instances, keys


def _key(noun: str, file: str, number: str) -> str:
    return f"{noun}%1:{file}:{number}::"


def nouns(path: Path) -> list[tuple[str, list[str]]]:
    """Every noun with the offsets of its synsets, the most frequent one first."""
    found = []
    for line in path.read_text(encoding="latin-1").splitlines():
        if not line.startswith("  "):
            parts = line.split()
            found.append((parts[0], parts[-int(parts[2]) :]))
    return found


def occurrences(path: Path) -> dict[str, int]:
    """How often each sense was counted in the texts that WordNet's makers tagged."""
    rows = (line.split() for line in path.read_text(encoding="latin-1").splitlines())
    return {row[0]: int(row[2]) for row in rows}


if __name__ == "__main__":
    main()
