"""The README's table of the formats that are written, made from the registry.

python -m tests.readme_formats           write it into README.md, between its marks
"""

from __future__ import annotations

from pathlib import Path

from transcript.exporters import FORMATS

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN = "<!-- made by `python -m tests.readme_formats` -->\n"
END = "<!-- end of what is made -->\n"


def table() -> str:
    """The table in Markdown, a row for each format."""
    rows = [
        ("format", "file", "read by", "keeps", "loses", "how it was checked"),
        ("---",) * 6,
        *(
            (f"`{one.name}`", f"`{one.suffix}`", one.read_by, one.keeps, one.loses, one.checked)
            for one in FORMATS.values()
        ),
    ]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)


def with_table(readme: str) -> str:
    """The README with the table as it is made now."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        message = f"README.md has lost the marks around its table: {BEGIN.strip()} … {END.strip()}"
        raise ValueError(message)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
