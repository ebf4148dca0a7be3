"""Korean particles follow the sound before them: of a syllable, of a Latin letter's name, of a number read aloud."""

import re

NONE, RIEUL, OTHER = 0, 8, 1  # the final consonant of a syllable, as Unicode counts it: none, ㄹ, any other
LETTERS = dict.fromkeys("lLR", RIEUL) | dict.fromkeys("mMnN", OTHER)  # 엘, 알, 엠, 엔; other names end open, r is 아르
_DIGITS = dict(zip("0123456789", (OTHER, RIEUL, NONE, OTHER, NONE, NONE, OTHER, RIEUL, RIEUL, NONE), strict=True))
_EITHER = re.compile(r"(\S)(은/는|이/가|과/와|을/를|으로/로)")


def final(syllable: str) -> int:
    """The number of a Hangul syllable's final consonant in Unicode, 0 for none."""
    return (ord(syllable) - ord("가")) % 28


def sound(character: str) -> int:
    """The final consonant of a character read aloud: NONE, RIEUL or another; of one that has no sound, NONE."""
    if "가" <= character <= "힣":
        return final(character)
    return LETTERS.get(character, NONE) if character.isalpha() else _DIGITS.get(character, NONE)


def fits(end: int, particle: str) -> bool:
    """Whether a particle may follow a sound with this final consonant."""
    if particle in ("으로", "로"):
        return (particle == "로") == (end in (NONE, RIEUL))
    return (particle in ("를", "는", "와", "가", "나", "라", "라고")) == (end == NONE)


def agree(text: str) -> str:
    """Where a text leaves the particle open (`은/는`), the one that fits what stands before it."""
    return _EITHER.sub(lambda m: m[1] + next(p for p in m[2].split("/") if fits(sound(m[1]), p)), text)
