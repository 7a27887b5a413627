"""Where a subtitler would break, language by language, and what must stay together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spotting import speech
from transcript.spotting import PRESETS
from transcript.spotting.grammar import ANY_LANGUAGE, GRAMMARS, grammar_of
from transcript.spotting.pace import Word
from transcript.spotting.phrases import break_costs, cut_costs, line_costs, sentence_ends
from transcript.spotting.segmentation import Room, whole

CLOSE = 4.0


def lines(text: str, language: str | None) -> str:
    """The text as one subtitle of at most two lines of 42, a bar between them."""
    texts = text.split()
    words = [Word(word, 300 * place, 300 * place + 300, 0) for place, word in enumerate(texts)]
    piece = whole(words, PRESETS["netflix"], frozenset(), Room(), language)
    assert piece is not None
    edges = [0, *piece.breaks, len(texts)]
    return " | ".join(" ".join(texts[first:last]) for first, last in pairwise(edges))


def cost_at_bar(text: str, language: str | None) -> float:
    before, after = (part.split() for part in text.split(" | "))
    return break_costs([*before, *after], language=language)[len(before) - 1]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They worked day and night | in a shed beside the harbour."),
        ("en", "A wire is all that can be seen today | of the boldest gamble of its age."),
        ("en", "“It was the end of everything!” | said the captain of the ship."),
        ("en", "On the morning of April 12th 1961 | Ann Carter sat atop a rocket."),
        ("en", "What the crowds were not told was | that they took sixteen hours to arrive."),
        ("en", "By the beginning of September | there was nothing at the other end."),
        ("en", "As a student he had been | a glider designer on the coast."),
        ("de", "Als die Männer das Kabel fanden, | war es schon längst gerissen."),
        ("de", "Er wusste, dass die Mannschaft das Schiff | längst verlassen hatte."),
        ("de", "Die Rakete wurde am 5. Oktober 1957 | in der Steppe von Kasachstan gebaut."),
        ("de", "Der alte Kapitän wartete im Hafen | auf die Nachricht aus Amerika."),
        ("de", "Zum ersten Mal sahen die Forscher | das Wrack auf dem Meeresgrund."),
        ("de", "Die Zeitung schrieb über die Stadt | und über das neue Telegrafenamt."),
        ("de", "Das ist z.B. der Fall, | wenn der Wind plötzlich von Norden kommt."),
        ("fr", "M. Dupont n'avait jamais vu la mer | avant l'été de cette année-là."),
        ("fr", "La guerre froide avait commencé | bien avant la fin de la conquête."),
        ("fr", "Il savait que l'équipage du navire | n'avait plus d'eau douce."),
        ("fr", "C'est l'histoire d'un homme | qui voulait traverser l'océan."),
        ("fr", "Personne ne pouvait croire | qu'il reviendrait vivant de l'île."),
        ("fr", "« Nous avons réussi ! » | dit le capitaine en montrant le câble."),
        ("es", "El barco salió del puerto al amanecer | y no regresó nunca."),
        ("es", "El 5 de octubre de 1957 los soviéticos | lanzaron un nuevo satélite."),
        ("es", "Nadie sabía que el cable submarino | estaba roto desde hacía semanas."),
        ("es", "Pero la pregunta era siempre la misma: | ¿quién pagaría el viaje?"),
        ("es", "Los ingenieros trabajaron toda la noche | en el taller de la Sra. García."),
        ("it", "La nave lasciò il porto all'alba | e non fece più ritorno."),
        ("it", "La guerra fredda era cominciata | nelle strade della città divisa."),
        ("it", "Gli ingegneri lavoravano giorno e notte | nell'officina del dott. Rossi."),
        ("it", "È la storia di un uomo | che voleva attraversare l'oceano."),
        ("pt", "O navio saiu do porto ao amanhecer | e nunca mais voltou."),
        ("pt", "Ninguém sabia que o cabo submarino | estava partido havia semanas."),
        ("pt-BR", "Em 5 de outubro de 1957 os soviéticos | lançaram um novo satélite."),
        ("nl", "Het schip verliet de haven bij zonsopgang | en kwam nooit meer terug."),
        ("nl", "De ingenieurs werkten dag en nacht | in de werkplaats van mevr. De Vries."),
        ("nl", "Hij wist dat de bemanning | het schip al lang verlaten had."),
        ("sv", "Fartyget lämnade hamnen i gryningen | och kom aldrig tillbaka."),
        ("sv", "Ingenjörerna arbetade dag och natt | i verkstaden vid hamnen."),
        ("sv", "Han hade inte sett sin familj | på mer än två år."),
        ("nb", "Skipet forlot havnen ved daggry | og kom aldri tilbake."),
        ("nb", "Den 5. oktober 1957 lyttet hele Europa | til signalet fra rommet."),
        ("da", "Skibet forlod havnen ved daggry | og kom aldrig tilbage."),
        ("da", "Ingen vidste, at kablet på havets bund | var knækket for længe siden."),
        ("pl", "Statek wypłynął z portu o świcie | i nigdy nie wrócił."),
        ("pl", "Inżynierowie pracowali dniem i nocą | w warsztacie przy porcie."),
        ("pl", "5 października 1957 roku cała Europa | słuchała sygnału z kosmosu."),
        ("ru", "Корабль вышел из порта на рассвете | и никогда не вернулся."),
        ("ru", "Инженеры работали днём и ночью | в мастерской возле порта."),
        ("ru", "5 октября 1957 года | весь мир слушал сигнал из космоса."),
        ("fi", "Laiva lähti satamasta aamunkoitteessa | ja ei palannut koskaan."),
        ("tr", "Gemi şafakta limandan ayrıldı | ve bir daha geri dönmedi."),
    ],
)
def test_lines_break_where_a_subtitler_breaks_them(language: str, text: str) -> None:
    assert lines(text.replace(" | ", " "), language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # titles, first and last names, particles, initials, numerals
        ("en", "they asked Dr. | Lee"),
        ("en", "it was Ann | Carter"),
        ("en", "it was J. | Carter"),
        ("en", "it was Wernher | von Braun"),
        ("en", "it was Wernher von | Braun"),
        ("en", "it was Oscar de la | Renta"),
        ("en", "it was Charles | de Gaulle"),
        ("en", "the end of World War | II"),
        ("en", "the crew of Apollo | 11"),
        ("en", "he joined the U.S. | Army"),
        ("en", "each with half | the cable in her hold"),
        ("en", "six hundred | and ninety-two feet"),
        ("fr", "c'était Charles | de Gaulle"),
        ("fr", "il a vu M. | Dupont"),
        ("es", "habló la Dra. | López"),
        ("ru", "это сказал Ю. | Гагарин"),
        # figures, units and dates
        ("en", "it was 30 | km away"),
        ("en", "it was 1500 | miles away"),
        ("en", "see page No. | 14 there"),
        ("en", "on the 5 | October"),
        ("de", "am 5. | Oktober"),
        ("fr", "le 5 | octobre"),
        ("es", "el 5 | de octubre de 1957"),
        ("es", "el 5 de octubre | de 1957"),
        ("ru", "в 1957 | году"),
        # articles, contracted and elided ones too
        ("de", "sie stand im | Hafen"),
        ("de", "er gab dem | alten Mann"),
        ("de", "sie kamen am selben | Abend"),
        ("de", "sie kamen mit großen | Schiffen"),
        ("fr", "au bord de la | mer"),
        ("fr", "la fin d'une | guerre"),
        ("es", "cerca del | puerto"),
        ("it", "nella | notte"),
        ("pt", "perto da | costa"),
        ("nl", "bij het | schip"),
        # verb and negation, reflexive, particle
        ("fr", "il ne | savait rien"),
        ("fr", "il n'a | pas dormi"),
        ("fr", "l'homme n'a | rien vu"),
        ("es", "el barco no | llegó"),
        ("de", "weil er nicht | schlief"),
        ("pl", "kabel nazywa | się tak"),
        ("pl", "nigdy nie | wrócił"),
        ("ru", "никогда не | вернулся"),
        ("ru", "он сказал | бы это"),
        # preposition and noun, one letter long
        ("pl", "mieszkał w | Gdańsku"),
        ("ru", "он жил в | Москве"),
        # a noun and the adjective behind it
        ("fr", "la guerre | froide"),
        ("es", "la guerra | civil"),
        ("it", "la guerra | mondiale"),
        # marks that stand apart from their words
        ("fr", "il dit : « | Bonjour »"),
        ("fr", "il dit : « Bonjour | »"),
        ("fr", "qui est là | ?"),
        # verb at the end
        ("de", "dass er das Haus verlassen | hatte."),
        # no table of the language: very short words lean on what follows
        ("cy", "aeth y | llong"),
    ],
)
def test_what_belongs_together_stays_together(language: str, text: str) -> None:
    assert cost_at_bar(text, language) > CLOSE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ein alter Hafen. | Ein neues Schiff."),
        ("fr", "Qui est là ? | Personne."),
        ("fr", "« Viens. » | Il partit."),
        ("es", "No sé. | ¿Quién es?"),
        ("de", "„Komm.“ | Er ging."),
        ("en", "in the U.S. | But nobody knew"),
        ("en", "he said No. | But he left"),
        ("en", "a function of x. | As you change it"),
        ("de", "am 5. Oktober. | Dann kam er."),
    ],
)
def test_a_break_after_a_sentence_costs_nothing(language: str, text: str) -> None:
    assert cost_at_bar(text, language) == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "it cost 3.5 | million"),
        ("en", "Mr. | Smith"),
        ("en", "see No. | 14"),
        ("en", "on p. | 14"),
        ("en", "“Yes!” | she said"),
        ("de", "am 5. | Oktober"),
        ("de", "im 19. | Jahrhundert"),
        ("de", "bzw. | später"),
        ("fr", "Mme. | Curie"),
        ("fr", "« Viens ! » | dit-il"),
        ("es", "la Dra. | López"),
        ("pl", "tzw. | bomba"),
        ("ru", "и т.д. | потом"),
    ],
)
def test_a_stop_that_ends_no_sentence(language: str, text: str) -> None:
    before, after = (part.split() for part in text.split(" | "))
    assert not sentence_ends([*before, *after], language)[len(before) - 1]


def test_the_last_word_ends_a_sentence_by_its_own_mark() -> None:
    assert sentence_ends(["am", "5."], "de") == [False, True]
    assert sentence_ends(["Viens", "!", "»"], "fr") == [False, False, True]
    assert sentence_ends([]) == []


@given(st.lists(speech.words), st.sampled_from([None, *GRAMMARS, "xx"]))
def test_every_word_has_its_cost(words: list[str], language: str | None) -> None:
    costs = break_costs(words, language=language)
    assert len(costs) == len(words) == len(line_costs(costs)) == len(cut_costs(words, costs, language))
    assert costs[-1:] in ([], [0])
    assert all(0 <= cost <= 8 for cost in costs)
    assert all(cut >= cost for cut, cost in zip(cut_costs(words, costs, language), costs, strict=True))


@given(st.sampled_from(sorted(GRAMMARS)), st.data())
def test_an_article_never_closes_a_line(language: str, data: st.DataObject) -> None:
    # An elided one has its noun with it.
    articles = sorted(article for article in GRAMMARS[language].articles if article.isalpha())
    if articles:
        words = ["Xyzzy", data.draw(st.sampled_from(articles)), "plugh", "xyzzy"]
        assert break_costs(words, language=language)[1] == 8


@pytest.mark.parametrize("language", GRAMMARS)
def test_tables_are_in_small_letters_with_straight_apostrophes(language: str) -> None:
    for name, table in vars(GRAMMARS[language]).items():
        if isinstance(table, frozenset | tuple | dict):
            assert [word for word in table if word != word.casefold() or "’" in word] == [], name


def test_the_language_is_told_by_its_tag_or_by_the_small_words() -> None:
    assert grammar_of("pt-BR") is GRAMMARS["pt"]
    assert grammar_of("xx") is ANY_LANGUAGE
    assert grammar_of(None, "Der Kapitän wartete im Hafen auf die Nachricht aus Amerika".split()) is GRAMMARS["de"]
    assert grammar_of(None, "The captain waited".split()) is GRAMMARS["en"]
    assert (
        grammar_of(None, "Laiva lähti satamasta aamunkoitteessa eikä palannut koskaan kotiin".split()) is ANY_LANGUAGE
    )


def test_typographic_apostrophes_are_those_of_the_keyboard() -> None:
    straight = "l'équipage n'avait plus d'eau et l'on attendait".split()
    curly = [word.replace("'", "’") for word in straight]
    assert break_costs(curly, language="fr") == break_costs(straight, language="fr")
