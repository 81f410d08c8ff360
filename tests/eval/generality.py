"""How much of the vocabulary serves one municipality alone, and what its documents lose without it.

Words that occur in the documents of one municipality and of no other may have been fitted to them. `only_in` finds
them; `left_out` reads that municipality's annotated documents without them, as if it had never been seen.

Use, by accuracy.py: python -m tests.eval.generality WORDS.json SHARED OUT ANNOTATION...
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2

from extractors import vocabulary

GENERAL = frozenset({"numbers", "months", "common", "inflection"})
"""Tables of the language."""
NOTHING = "\uffff"
"""Stands where a key would have no word left: an empty choice would match everywhere."""
KINDS = (".pdf", ".htm", ".html", ".txt")
_SCRIPT = re.compile(r"(?is)<(script|style)\b.*?</\1>")
_TAG = re.compile(r"<[^>]*>")


class Word(NamedTuple):
    """A word or phrase of the vocabulary, and where it stands."""

    language: str
    table: str
    key: str
    phrase: str

    def __str__(self) -> str:
        return f"{self.language} [{self.table}] {self.key}: {self.phrase}"


def all_words() -> Iterator[Word]:
    """Every word and phrase of the vocabulary files that a document can hold."""
    for language in vocabulary.LANGUAGES:
        for row in vocabulary.tables(language)["label"]:
            yield Word(language, "label", row["kind"], row["text"])
        for table, entries in vocabulary.tables(language).items():
            for key, phrases in entries.items() if isinstance(entries, dict) and table not in GENERAL else ():
                for phrase in phrases if isinstance(phrases, list) else ():
                    if isinstance(phrase, str) and len(phrase) > 1:
                        yield Word(language, table, key, phrase)


def by_municipality(shared: Path, read: Mapping[Path, str]) -> dict[str, str]:
    """The folded text of all documents of each municipality.

    read: the text of documents that were read already; the others' words are taken as they lie in the file.
    """
    texts: dict[str, list[str]] = {}
    for path in sorted(shared.joinpath("corpus").rglob("*")) + sorted(shared.joinpath("seed").glob("*.txt")):
        if path.suffix.lower() in KINDS:
            texts.setdefault(municipality(shared, path), []).append(read.get(path) or _text(path))
    return {name: fold("\n".join(parts)) for name, parts in texts.items()}


def municipality(shared: Path, path: Path) -> str:
    """Whose a document is: the name of its folder; the seed is Espoo's."""
    return "espoo" if path.parent.name == "seed" else path.relative_to(shared / "corpus").parts[0]


def fold(text: str) -> str:
    """A text as phrases are looked for in it: small letters, white space and invisible characters folded."""
    return " ".join(re.sub(r"[\u200b\u00ad]|[-\ufffe]\s*\n", "", text).casefold().split())


def occurs(phrase: str, text: str) -> bool:
    """Whether a phrase of the vocabulary occurs in a folded text; "*" is a word's rest, ".." up to eight words.

    >>> occurs("bordl* .. till", "ärendet bordlades enhälligt till mötet"), occurs("bordl*", "på bordet")
    (True, False)
    """
    for choice in phrase.casefold().split("|"):
        if all(part in text for part in re.split(r"\s*\.\.\s+|\*|\s", choice.strip()) if part):
            words = [re.escape(word).replace(r"\*", r"\w*") for word in choice.split()]
            pattern = r"\s+".join(words).replace(r"\s+\.\.\s+", r"\s+(?:\S+\s+){0,8}?")
            found = re.finditer(rf"{pattern}(?!\w)", text)  # a literal beginning is looked for fast
            if any(not text[match.start() - 1 : match.start()].isalnum() for match in found):
                return True
    return False


def only_in(texts: dict[str, str]) -> dict[str, list[Word]]:
    """By municipality, the words that occur in its documents and in no other's."""
    found: dict[str, list[Word]] = {name: [] for name in texts}
    for word in all_words():
        where: list[str] = []
        for name, text in texts.items():
            if occurs(word.phrase, text):
                where.append(name)
                if len(where) > 1:
                    break
        if len(where) == 1:
            found[where[0]].append(word)
    return found


def left_out(words: Iterable[Word], shared: Path, out: Path, annotations: list[Path]) -> subprocess.Popen[bytes]:
    """Starts to write the records of annotated documents to `out`, read without these words."""
    out.mkdir()
    table = out / "words"
    table.write_text(json.dumps(list(words)), encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-m", "tests.eval.generality", str(table), str(shared), str(out), *map(str, annotations)]
    )


def _text(path: Path) -> str:
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    data = path.read_bytes()
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("windows-1252", errors="replace")
    return text if path.suffix == ".txt" else html.unescape(_TAG.sub(" ", _SCRIPT.sub(" ", text)))


def _without(words: set[Word], language: str, tables: dict[str, Any]) -> dict[str, Any]:
    """A language's vocabulary without some words."""
    labels = [row for row in tables["label"] if Word(language, "label", row["kind"], row["text"]) not in words]
    gone = {row["kind"] for row in tables["label"]} - {row["kind"] for row in labels}
    others = {
        table: {
            key: [each for each in value if not isinstance(each, str) or Word(language, table, key, each) not in words]
            or ([NOTHING] if value else [])
            if isinstance(value, list)
            else value
            for key, value in entries.items()
        }
        if isinstance(entries, dict)
        else entries
        for table, entries in tables.items()
    }
    return others | {"label": [*labels, *({"text": NOTHING + kind, "kind": kind} for kind in gone)]}


def main() -> None:
    """Writes the records of the annotations given, read without the words given."""
    table, shared, out, *annotations = map(Path, sys.argv[1:])
    words = {Word(*each) for each in json.loads(table.read_text(encoding="utf-8"))}
    kept = {each: _without(words, each, vocabulary.tables(each)) for each in vocabulary.LANGUAGES}
    for module in (vocabulary, vocabulary.lookup, vocabulary.labels):  # before any module builds its patterns
        vars(module)["tables"] = kept.__getitem__
    from tests.eval import accuracy

    accuracy.write_records(shared, annotations, out)


if __name__ == "__main__":
    main()
