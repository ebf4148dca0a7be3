"""The book's languages, in the order in which they are shown."""

LANGUAGES = {"ja": "日本語", "ko": "한국어", "en": "English"}
