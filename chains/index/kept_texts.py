"""Cached texts of rows, valid until the changelog says that a row has changed."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping

#: How many characters a process keeps, two bytes each where one of them is Chinese: about ten thousand rows.
CHARACTERS = 12_000_000


class KeptTexts:
    """Texts by company and kind (a row in Chinese, its JSON …); the longest unused make room."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._kinds: set[str] = set()
        self._characters = 0

    def get(self, kind: str, ids: Iterable[str]) -> dict[str, str]:
        """Return those of the texts that are kept, by id."""
        found = {}
        for public_id in ids:
            text = self._kept.get((public_id, kind))
            if text is not None:
                self._kept.move_to_end((public_id, kind))
                found[public_id] = text
        return found

    def put(self, kind: str, texts: Mapping[str, str]) -> None:
        """Keep these texts."""
        self._kinds.add(kind)
        for public_id, text in texts.items():
            self._drop((public_id, kind))
            self._kept[public_id, kind] = text
            self._characters += len(text)
        while self._characters > CHARACTERS:
            _key, text = self._kept.popitem(last=False)
            self._characters -= len(text)

    def forget(self, ids: Iterable[str]) -> None:
        """Drop every text of these companies."""
        for public_id in ids:
            for kind in self._kinds:
                self._drop((public_id, kind))

    def clear(self) -> None:
        """Drop everything."""
        self._kept.clear()
        self._characters = 0

    def _drop(self, key: tuple[str, str]) -> None:
        self._characters -= len(self._kept.pop(key, ""))
