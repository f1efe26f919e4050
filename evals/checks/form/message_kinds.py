"""What a text is that stands where a summary should, in words for whoever keeps the digest."""

from __future__ import annotations

Words = tuple[str, str]
"""What a text is, in English and in Korean."""

FAILURE: Words = ("a failure message of the generator", "생성 프로그램의 실패 메시지")
REFUSAL: Words = ("a refusal or an apology of a model", "모델의 거절 또는 사과")
REQUEST: Words = ("a request to the reader", "읽는 사람에게 하는 요청")
CHATTER: Words = ("a generator's talk of its own work", "생성 프로그램이 자기 작업을 두고 하는 말")
PLACEHOLDER: Words = ("a placeholder", "빈자리를 나타내는 글")
POINTER: Words = ("a pointer to where the text would be", "읽을 곳만 알려 주는 문장")
UNRELATED: Words = ("a text that shares nothing with the paper", "논문과 겹치는 말이 없는 글")
