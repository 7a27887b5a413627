"""What the names at the head of columns say, in the languages that scripts are kept in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from unicodedata import normalize


class Role(Enum):
    """What a column holds. ASIDE: what is neither said nor shown (numbers, tags, times of source tapes)."""

    TIME = "time"
    END = "end"
    DURATION = "duration"
    SPEAKER = "speaker"
    TEXT = "text"
    TRANSLATION = "translation"
    SOUND = "sound"
    NOTE = "note"
    ASIDE = "aside"


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


# The first entry whose words a name holds decides: `TC out` is an end though `TC` is a time, `Shot no.` a number.
_WORDS: tuple[tuple[Role, frozenset[str]], ...] = (
    (
        Role.ASIDE,
        _words(
            """
            source src rushes tape no nr nr. no. num number nummer numéro numero número n° № # id index
            tag tags keyword keywords note notes remark remarks comment comments bemerkung bemerkungen anmerkung
            anmerkungen notiz notizen remarque remarques notas observaciones nota osservazioni примечание примечания
            заметки date datum data fecha дата page seite página pagina страница file filename clip link url status
            rights copyright rechte confidence language sprache langue idioma lingua язык
            """
        ),
    ),
    (
        Role.DURATION,
        _words(
            """
            dur dur. duration length len secs runtime dauer länge durée duración duracion durata длительность
            продолжительность хронометраж хрон
            """
        ),
    ),
    (Role.END, _words("out end ends stop finish to ende bis fin hasta fine конец до tcout out-point outcue")),
    (
        Role.TIME,
        _words(
            """
            tc tcr t/c in time times timecode time-code timestamp timestamps start starts begin begins from clock
            zeit zeitcode timing anfang beginn von start-tc tcin in-point temps minutage horodatage début entrée
            tiempo minuto minutos inicio desde entrada tempo inizio da minutaggio время таймкод тайм-код тк начало от
            tijd tijdcode tid tidskod tidskode aika aikakoodi czas čas час 時間 タイムコード 时间 时间码
            """
        ),
    ),
    (
        Role.TRANSLATION,
        _words(
            """
            translation translated übersetzung traduction traducción traduccion traduzione перевод
            """
        ),
    ),
    (
        Role.SPEAKER,
        _words(
            """
            speaker speakers character characters char name names who person voice participant interviewee talent role
            sprecher sprecherin person figur rolle wer redner locuteur locutrice intervenant intervenants personnage
            personnages nom qui hablante personaje personajes interlocutor locutor nombre quién quien parlante
            personaggio personaggi oratore nome chi говорящий персонаж персонажи герой спикер кто имя участник
            spreker talare taler puhuja mówca osoba falante orador mluvčí 話者 人物
            """
        ),
    ),
    (
        Role.TEXT,
        _words(
            """
            dialogue dialog dialogues commentary narration script text texts words speech transcript transcription
            sync sot soundbite quote quotes vo v/o v.o. voiceover voice-over line lines utterance subtitle subtitles
            caption captions content spoken said original verbatim narrator
            kommentar sprechertext o-ton o-töne wortlaut untertitel inhalt originaltext
            texte commentaire paroles réplique répliques sous-titre sous-titres contenu
            texto diálogo diálogos dialogo dialoghi locución narración comentario guion guión transcripción subtítulos
            testo testi parlato commento narrazione battuta battute trascrizione sottotitoli
            текст реплика реплики речь закадровый синхрон диктор дикторский диалог диалоги содержание слова
            tekst dialoog commentaar replik repliker kommentarer teksti selostus lektor komentarz fala falas locução
            komentář ナレーション セリフ 台詞 コメント 解说 解说词 同期声
            """
        ),
    ),
    (
        Role.SOUND,
        _words(
            """
            audio sound sounds music fx sfx effects m&e atmos ton musik geräusche son sons musique bruitage sonido
            música musica suono suoni effetti звук музыка шумы аудио
            geluid muziek ljud musik lyd ääni äänet musiikki dźwięk muzyka áudio som zvuk hudba ses 音声 音楽 声音 音乐
            """
        ),
    ),
    (
        Role.NOTE,
        _words(
            """
            vision video picture pictures shot shots visual visuals image images action description footage screen
            graphics scene scenes setting camera location pix bild bilder bildinhalt bildbeschreibung szene einstellung
            vidéo plan plans description scène visuel imagen imágenes plano planos descripción escena vídeo
            immagine immagini inquadratura inquadrature descrizione scena видео изображение кадр кадры план планы
            видеоряд картинка сцена описание
            beeld beelden bilde billede kuva obraz imagem görüntü 映像 画面
            """
        ),
    ),
)
_LANGUAGES = _words(
    """
    english german french spanish italian russian deutsch englisch französisch spanisch italienisch russisch anglais
    allemand français espagnol italien russe inglés alemán francés español italiano ruso inglese tedesco francese
    spagnolo russo английский немецкий французский испанский итальянский русский ukrainian polish dutch portuguese
    arabic chinese japanese hebrew turkish
    """
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,40}[)\]]")
_TRIM = " \t\n\u00a0:*_.|=-–—#"
_LONGEST = 40
_MOST_WORDS = 5
_SHORT = 2


@lru_cache(maxsize=4096)
def header_role(text: str) -> Role | None:
    """The role that a column's name says; None where the text is no such name."""
    if len(text) > _LONGEST or not text.strip():
        return None
    if not text.isascii():
        text = normalize("NFKC", text)  # wide letters, as in Japanese tables
    folded = _BRACKETS.sub(" ", text.casefold()).replace("_", " ")
    words = [word.strip(_TRIM) or word for part in folded.split() for word in _parts(part)]
    if not 1 <= len(words) <= _MOST_WORDS:
        return None
    for role, names in _WORDS:
        if any(word in names for word in words):
            return role
    return Role.TEXT if any(word in _LANGUAGES for word in words) else None


def _parts(word: str) -> list[str]:
    """`Vision/Action` names two things; `T/C` and `V/O` are words of their own."""
    return word.split("/") if "/" in word and len(word) > 3 and "/" not in (word[0], word[-1]) else [word]


def _names(text: str) -> bool:
    """Whether a known word makes up a name, rather than standing somewhere in a sentence: `Name of speaker`."""
    words = [word.strip(_TRIM) for part in text.casefold().split() for word in _parts(part)]
    known = sum(any(word in names for _, names in _WORDS) or word in _LANGUAGES for word in words)
    return len(words) <= _SHORT or known * 2 >= len(words)


def names_column(text: str) -> Role | None:
    """The role that a column's name says; None where known words do not make up the name."""
    return header_role(text) if _names(text) else None


def names_language(text: str) -> bool:
    """Whether a column is named after a language."""
    return any(word.strip(_TRIM) in _LANGUAGES for word in text.casefold().split())


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is a table's header: short names, nearly all of them known, of two kinds or more."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 2 or any(any(map(str.isdigit, cell)) or len(cell) > _LONGEST for cell in filled):
        return False
    known = [role for cell in filled if (role := names_column(cell)) is not None]
    short = sum(len(cell.split()) for cell in filled) <= 3 * len(filled)
    return short and len(known) * 3 >= 2 * len(filled) and len(set(known)) > 1
