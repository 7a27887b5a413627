"""Words of one stem: the quick way to them, and the plain one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcript.search.stemming import related, stem

ROOTS = st.sampled_from(
    "hop hope run fly nation local generous orbit relate period agree defin skie dy gentl ly o".split()
)
ENDINGS = st.sampled_from(
    "s es ed eed edly ing ingly ly li y tional enci anci entli izer ization ational ator alism aliti alli fulness ousli"
    " iveness iviti ability biliti ogi ogist fulli lessli alize icate ical ful ness ative al ance er ic able ible ant"
    " ement ment ent ism ity ous ive ion e l p n i".split()
)
WORDS = st.builds(lambda root, endings: root + "".join(endings), ROOTS, st.lists(ENDINGS, max_size=3))


@given(WORDS, st.lists(WORDS, max_size=30, unique=True))
def test_no_word_of_a_stem_is_missed(word: str, known: list[str]) -> None:
    known += ["dying", "hopping", "hops", "flies", "visibility", "orbiting"]
    assert related(word, known) == [other for other in known if other != word and stem(other) == stem(word)]


def test_words_that_only_begin_alike_are_others() -> None:
    assert related("hop", ["hopping", "hoped", "hops", "hop", "hopkins"]) == ["hopping", "hops"]
