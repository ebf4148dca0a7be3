"""The fine print around inline formulas: what must stay on one line with them, and Japanese quarter spaces.

Browsers break a line on either side of a formula, whatever U+2060 says, and their automatic spacing between scripts
stops at formulas. Both are set right here, in the finished HTML.
"""

import re

# What a formula may not be torn from: opening brackets before it, and after it what the language writes without a
# space: closing punctuation in Japanese (and 第 … 行), the particle in Korean, a hyphen or full stop in English.
_BEFORE = {"ja": r"[(（「『“‘\[第]*", "ko": r"[(（“‘\[]*", "en": r"[(“‘\[]*"}
_AFTER = {"ja": r"(?:[行列番]目?)?[、。，．,.)）」』!?！？：;]*", "ko": r"[^\s<&]*", "en": r"[^\s<&]*"}
_ATOM = r'<math(?![^>]*display="block")(?:(?!</math>).)*</math>|<a class="eqref"[^>]*>[^<]*</a>'
_LETTER = re.compile(r"[ぁ-ゖァ-ヺー一-鿿々]")


def set_inline(html: str, language: str) -> str:
    """The page with every inline formula and equation reference tied to what belongs to it."""
    pattern = f"({_BEFORE[language]})({_ATOM})({_AFTER[language]})"
    return re.sub(pattern, lambda match: _tie(match, language), html, flags=re.S)


def _tie(match: re.Match, language: str) -> str:
    before, _, after = match.groups()
    classes = ["glued"] if before or after else []
    if language == "ja":
        classes += ["lead"] if _LETTER.match(match.string, match.start(2) - 1) else []
        classes += ["trail"] if _LETTER.match(match.string, match.end(2)) else []
    return f'<span class="{" ".join(classes)}">{match[0]}</span>' if classes else match[0]
