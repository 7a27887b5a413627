"""What stands at the head and foot of pages: running titles, table headers, page numbers.

The outermost lines of the pages are held against each other. What stands at the same height on nearly every page that
has anything there, and says the same on several, or the same but for a number that counts the pages, is no part of the
script. So a page that happens to begin with the same word as another keeps it, and so do timecodes at the top of pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from transcript.readers.pdf_lines import Line, Page

_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxl]{1,7}")
# A number between points or colons is a time, a date or a chapter, and counts no pages.
_TIME = re.compile(r"\d[.:,]\d")
_DEPTH = 6
_ZONE = 0.14
_MOST = 0.8
_FEW_PAGES = 3

# A line by its page and its place there, both counted from 0.
Place = tuple[int, int]


def margins(sheets: Sequence[Page], pages: Sequence[Sequence[Line]]) -> tuple[set[Place], set[Place]]:
    """The first of each head and foot line, and those that only repeat one. pages: the lines of each sheet."""
    first: set[Place] = set()
    repeats: set[Place] = set()
    known: set[str] = set()
    for outermost in (_heads(sheets, pages), _feet(sheets, pages)):
        for place in outermost:
            line = pages[place[0]][place[1]]
            key = _template(line.text)
            (repeats if key in known else first).add(place)
            known.add(key)
    return first, repeats


def _heads(sheets: Sequence[Page], pages: Sequence[Sequence[Line]]) -> list[Place]:
    orders = []
    for sheet, page in zip(sheets, pages, strict=True):
        orders.append([n for n, line in enumerate(page) if line.bottom > (1 - _ZONE) * sheet.height])
    return _peeled(pages, orders)


def _feet(sheets: Sequence[Page], pages: Sequence[Sequence[Line]]) -> list[Place]:
    orders = []
    for sheet, page in zip(sheets, pages, strict=True):
        orders.append([n for n, line in enumerate(page) if line.bottom < _ZONE * sheet.height][::-1])
    return _peeled(pages, orders)


def _peeled(pages: Sequence[Sequence[Line]], orders: Sequence[Sequence[int]]) -> list[Place]:
    """Lines taken off the edge of the pages, layer by layer, while they repeat."""
    depths = [0] * len(pages)
    found: list[Place] = []
    for _ in range(_DEPTH):
        outer = [
            (number, order[depth])
            for number, (order, depth) in enumerate(zip(orders, depths, strict=True))
            if depth < len(order)
        ]
        layer = _repeating(pages, outer)
        if not layer:
            break
        found += layer
        for number, _place in layer:
            depths[number] += 1
    return found


def _repeating(pages: Sequence[Sequence[Line]], outer: Sequence[Place]) -> list[Place]:
    """Those of the outermost lines that stand at one height and repeat."""
    heights: defaultdict[int, list[Place]] = defaultdict(list)
    for number, place in outer:
        heights[round(pages[number][place].bottom / 3)].append((number, place))
    found: list[Place] = []
    for height, places in heights.items():
        near = places + heights.get(height - 1, []) + heights.get(height + 1, [])
        running = _running(pages, near)
        if len(running) < _MOST * len(near):
            continue
        kept = [place for place in places if place in running]
        if len(running) < _FEW_PAGES:
            kept = [(number, n) for number, n in kept if _stands_apart(pages[number], n)]
        found += kept
    return found


def _running(pages: Sequence[Sequence[Line]], places: Sequence[Place]) -> set[Place]:
    """The lines that say what others say, or what others say but for the number of the page."""
    texts = {place: pages[place[0]][place[1]].text for place in places}
    same = Counter(texts.values())
    running = {place for place, text in texts.items() if same[text] > 1}
    alike: defaultdict[str, list[Place]] = defaultdict(list)
    for place, text in texts.items():
        if place not in running:
            alike[_template(text)].append(place)
    for group in alike.values():
        running |= _counting(texts, sorted(group))
    return running


def _template(text: str) -> str:
    if _ROMAN.fullmatch(text):
        return "#"
    return _NUMBER.sub("#", text)


def _counting(texts: dict[Place, str], group: Sequence[Place]) -> set[Place]:
    """Lines with a number that goes up by one from page to page, their other numbers staying the same."""
    if len(group) < 2 or _TIME.search(texts[group[0]]):
        return set()
    numbers = [_numbers(texts[place]) for place in group]
    offsets = [tuple(value - place[0] for value in values) for place, values in zip(group, numbers, strict=True)]
    columns = range(len(numbers[0]))
    counts = [len({offset[n] for offset in offsets}) == 1 for n in columns]
    constant = [len({values[n] for values in numbers}) == 1 for n in columns]
    sound = any(counts) and all(a or b for a, b in zip(counts, constant, strict=True))
    return set(group) if sound else set()


def _numbers(text: str) -> list[int]:
    if _ROMAN.fullmatch(text):
        return [_roman(text)]
    return [int(digits[:9]) for digits in _NUMBER.findall(text)]


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _stands_apart(page: Sequence[Line], place: int) -> bool:
    """Whether more than a line's height parts a line of a page from those above and below it."""
    line = page[place]
    others = (*page[max(0, place - 1) : place], *page[place + 1 : place + 2])
    return all(abs(line.bottom - other.bottom) > 2 * (line.top - line.bottom) for other in others)
