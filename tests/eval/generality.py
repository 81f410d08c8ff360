"""How much of the vocabulary serves one municipality alone, and what its documents lose without it.

Words that occur in the documents of one municipality and of no other may have been fitted to them. `only_in` finds
them; `left_out` reads that municipality's annotated documents without them, as if it had never been seen. All words
count: the tables of both languages, the frames of events and the names of acts. The registers of municipalities and of
given names are whole, so nothing in them was chosen for a document. Words in the code itself cannot be left out;
`literals` finds them, and a test holds that none of them serves one municipality alone.

Use, by accuracy.py: python -m tests.eval.generality WORDS.json SHARED OUT ANNOTATION...
"""

from __future__ import annotations

import ast
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
from extractors.events import frame_data

GENERAL = frozenset({"numbers", "months", "common", "inflection"})
"""Tables of the language."""
NOTHING = "\uffff"
"""Stands where a key would have no word left: an empty choice would match everywhere."""
FRAMES = "frames"
ACTS = "acts"
"""What stands for the language of a word of the frames, and of the names of acts."""
KINDS = (".pdf", ".htm", ".html", ".txt")
CODE = Path(__file__).parents[2]
INTERPRETING = ("extractors", "pipeline/layout", "pipeline/structure", "pipeline/assembly")
_NO_WORDS = frozenset({"name", "kind", "side", "prefer", "veto_scope", "stops", "requires"})
"""The attributes of a frame and its slots that hold no words of documents."""
_SCRIPT = re.compile(r"(?is)<(script|style)\b.*?</\1>")
_TAG = re.compile(r"<[^>]*>")
_SYNTAX = re.compile(r"  # .*|\(\?P[<=]\w+[>)]|\(\?[-aimsx]+:?|\\[A-Za-z]|\[[^\]]*\]|\{[^}]*\}")
_PATTERN = re.compile(r"\\[A-Za-z]|\(\?|\|")
_LITERAL = re.compile(r"[^\W\d_]{4,}")


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
    for family in families():
        yield from dict.fromkeys(_frame_words(family, frame_data.tables(family), ""))
    for row in vocabulary.rows("statutes.csv"):
        for column in ("name_fi", "name_sv", "short_fi", "short_sv"):
            yield from (Word(ACTS, row["number"], column, name) for name in row[column].split("|") if name)


def families() -> list[str]:
    """The names of the families of frames."""
    return sorted(path.stem for path in Path(vocabulary.__path__[0], FRAMES).glob("*.toml"))


def _frame_words(family: str, value: Any, key: str) -> Iterator[Word]:
    """The words of a family's file, each under the names of the tables and lists that it stands in."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in _NO_WORDS:
                yield from _frame_words(family, each, f"{key}.{name}".strip("."))
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield from _frame_words(family, each, f"{key}.{each['name']}")
            elif isinstance(each, str) and not each.startswith("@"):
                yield Word(FRAMES, family, key, each)


def literals() -> dict[str, list[str]]:
    """The words of four letters or more in the patterns of the code that interprets texts, each with where it stands.

    A pattern is a literal with a sign of regular expressions. Those of extractors/citations are left out: they are the
    notation of acts, courts and their sections, which is the whole country's.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(path for folder in INTERPRETING for path in (CODE / folder).rglob("*.py")):
        if path.parent.name in ("citations", "vocabulary"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in prose
                and _PATTERN.search(node.value)
            ):
                for word in _LITERAL.findall(_SYNTAX.sub(" ", node.value)):
                    found.setdefault(word.casefold(), []).append(f"{path.relative_to(CODE)}:{node.lineno}")
    return found


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

    >>> occurs("bordl*", "ärendet bordlades enhälligt"), occurs("bordl*", "på bordet"), occurs("*nämnd", "i skolnämnd")
    (True, False, True)
    """
    for choice in phrase.casefold().split("|"):
        if all(part in text for part in re.split(r"\s*\.\.\s+|\*|\s", choice.strip()) if part):
            words = [re.escape(word).replace(r"\*", r"\w*") for word in choice.split()]
            pattern = r"\s+".join(words).replace(r"\s+\.\.\s+", r"\s+(?:\S+\s+){0,8}?")
            if pattern.startswith(r"\w*"):  # any beginning may come before
                found = re.finditer(rf"{pattern[3:]}(?!\w)", text)
                if next(found, None):
                    return True
            found = re.finditer(rf"{pattern}(?!\w)", text)  # a literal beginning is looked for fast
            if any(not text[match.start() - 1 : match.start()].isalnum() for match in found):
                return True
    return False


def stands_in(word: Word, text: str) -> bool:
    """Whether a word occurs in a folded text; an act's name in any inflected form."""
    if word.language != ACTS:
        return occurs(word.phrase, text)
    return occurs(" ".join(f"{each[: max(4, len(each) - 3)]}*" for each in word.phrase.split()), text)


def only_in(texts: dict[str, str]) -> dict[str, list[Word]]:
    """By municipality, the words that occur in its documents and in no other's."""
    found: dict[str, list[Word]] = {name: [] for name in texts}
    for word in all_words():
        where: list[str] = []
        for name, text in texts.items():
            if stands_in(word, text):
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


def _frames_without(words: set[Word], family: str, value: Any, key: str = "") -> Any:
    """A family's tables without some words."""
    if isinstance(value, dict):
        return {
            name: each if name in _NO_WORDS else _frames_without(words, family, each, f"{key}.{name}".strip("."))
            for name, each in value.items()
        }
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], dict):
        return [_frames_without(words, family, each, f"{key}.{each['name']}") for each in value]
    kept = [each for each in value if Word(FRAMES, family, key, each) not in words]
    return kept or ([NOTHING] if value else [])


def _acts_without(words: set[Word]) -> Iterator[dict[str, str]]:
    """The rows of the acts without some of their names; an act that has lost its name is left out."""
    for row in vocabulary.rows("statutes.csv"):
        kept = dict(row)
        for column in ("name_fi", "name_sv", "short_fi", "short_sv"):
            names = [name for name in row[column].split("|") if Word(ACTS, row["number"], column, name) not in words]
            kept[column] = "|".join(names)
        kept["name_fi"] = kept["name_fi"] or kept["name_sv"]
        kept["name_sv"] = kept["name_sv"] or kept["name_fi"]
        if kept["name_fi"]:
            yield kept


def leave_out(words: set[Word]) -> None:
    """Takes words out of the vocabulary of this process, before any module builds its patterns from them."""
    tables = {each: _without(words, each, vocabulary.tables(each)) for each in vocabulary.LANGUAGES}
    frames = {each: _frames_without(words, each, frame_data.tables(each)) for each in families()}
    acts = tuple(_acts_without(words))
    rows = vocabulary.rows
    for module in (vocabulary, vocabulary.lookup, vocabulary.labels):
        vars(module)["tables"] = tables.__getitem__
    vars(frame_data)["tables"] = frames.__getitem__
    vars(vocabulary)["rows"] = lambda name: acts if name == "statutes.csv" else rows(name)


def main() -> None:
    """Writes the records of the annotations given, read without the words given."""
    table, shared, out, *annotations = map(Path, sys.argv[1:])
    leave_out({Word(*each) for each in json.loads(table.read_text(encoding="utf-8"))})
    from tests.eval import accuracy

    accuracy.write_records(shared, annotations, out)


if __name__ == "__main__":
    main()
