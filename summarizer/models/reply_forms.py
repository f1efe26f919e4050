"""How a server is asked for a reply of a given shape, decided once for a model."""

from __future__ import annotations

import threading
from collections import Counter
from enum import IntEnum

# A server that breaks over a form breaks every time; one that broke once may have had another reason.
_FAILURES_THAT_TELL = 2


class ReplyForm(IntEnum):
    """The ways to ask for a shape, the strictest first."""

    SCHEMA = 0  # `response_format` with the JSON Schema
    TOOL = 1  # a function that has to be called
    TEXT = 2  # words in the prompt


class ReplyForms:
    """The strictest form that a model understands, found out by asking; shared by all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._understood: ReplyForm | None = None
        self._tried = ReplyForm.SCHEMA
        self._failures: Counter[ReplyForm] = Counter()

    @property
    def current(self) -> ReplyForm:
        """The form that the next call is made in."""
        with self._lock:
            return self._tried if self._understood is None else self._understood

    def confirm(self, form: ReplyForm) -> None:
        """Note that the model answered; from now on errors have other reasons than the form."""
        with self._lock:
            self._understood = form if self._understood is None else min(form, self._understood)

    def refuse(self, form: ReplyForm, *, is_sure: bool) -> bool:
        """Note that a call was refused, and return whether it is worth making in another form.

        Args:
            form: The form of the call.
            is_sure: Whether the server said that the request was the reason.
        """
        with self._lock:
            if self._understood is not None:
                return self._understood != form
            self._failures[form] += 1
            if form is ReplyForm.TEXT:
                # Plain words are refused as well, so the form was not the reason.
                self._tried, self._failures = ReplyForm.SCHEMA, Counter()
                return False
            if is_sure or self._failures[form] >= _FAILURES_THAT_TELL:
                self._tried = max(self._tried, ReplyForm(form + 1))
            return self._tried != form
