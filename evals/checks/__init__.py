"""The catalogue of checks: one file each, named for the defect."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from evals.checks.claims.comparison_swap import ComparisonSwap
from evals.checks.claims.direction_flip import DirectionFlip
from evals.checks.claims.missing_contribution import MissingContribution
from evals.checks.claims.off_topic import OffTopic
from evals.checks.claims.overclaim import Overclaim
from evals.checks.claims.reviewed_claim import ReviewedClaim
from evals.checks.form.broken_image import BrokenImage
from evals.checks.form.duplicate_entry import DuplicateEntry
from evals.checks.form.leaked_markup import LeakedMarkup
from evals.checks.form.missing_section import MissingSection
from evals.checks.form.no_summary import NoSummary
from evals.checks.form.truncated_text import TruncatedText
from evals.checks.language.first_person import FirstPerson
from evals.checks.language.mixed_speech_level import MixedSpeechLevel
from evals.checks.language.particle_error import ParticleError
from evals.checks.language.untranslated_text import UntranslatedText
from evals.checks.names.acronym_mismatch import AcronymMismatch
from evals.checks.names.unknown_name import UnknownName
from evals.checks.names.version_mismatch import VersionMismatch
from evals.checks.numbers.bound_mismatch import BoundMismatch
from evals.checks.numbers.doubled_digits import DoubledDigits
from evals.checks.numbers.impossible_quantity import ImpossibleQuantity
from evals.checks.numbers.magnitude_shift import MagnitudeShift
from evals.checks.numbers.number_mismatch import NumberMismatch
from evals.checks.numbers.unit_mismatch import UnitMismatch
from evals.checks.numbers.unsupported_number import UnsupportedNumber
from evals.checks.paper.author_mismatch import AuthorMismatch
from evals.checks.paper.title_mismatch import TitleMismatch
from evals.checks.paper.unknown_paper import UnknownPaper
from evals.checks.terms.mistranslated_term import MistranslatedTerm
from summarizer.errors import ConfigError
from summarizer.messages import Message

if TYPE_CHECKING:
    from evals.checks.contract import Check, DigestCheck

CHECKS: tuple[Check | DigestCheck, ...] = (
    MagnitudeShift(),
    DoubledDigits(),
    NumberMismatch(),
    UnitMismatch(),
    BoundMismatch(),
    ImpossibleQuantity(),
    UnsupportedNumber(),
    VersionMismatch(),
    UnknownName(),
    MistranslatedTerm(),
    AcronymMismatch(),
    DirectionFlip(),
    ComparisonSwap(),
    Overclaim(),
    OffTopic(),
    MissingContribution(),
    TitleMismatch(),
    AuthorMismatch(),
    UnknownPaper(),
    MissingSection(),
    NoSummary(),
    LeakedMarkup(),
    TruncatedText(),
    DuplicateEntry(),
    BrokenImage(),
    MixedSpeechLevel(),
    UntranslatedText(),
    FirstPerson(),
    ParticleError(),
)
"""Every check, in the order of the catalogue; a report keeps it."""

GROUPS = {check.id: type(check).__module__.split(".")[2] for check in CHECKS}
"""The group of each check, named as its folder is."""

REVIEWED: Check = ReviewedClaim()
"""What a reviewer alone can tell: it stands beside the catalogue, and runs when a reviewer is named."""

_BY_ID = {check.id: check for check in (*CHECKS, REVIEWED)}


def check_named(name: str) -> Check | DigestCheck:
    """Return the check of that name.

    Raises:
        ConfigError: If there is none; the message offers near names.
    """
    check = _BY_ID.get(name)
    if check is None:
        near = get_close_matches(name, _BY_ID, n=1)
        advice = Message("see `yoyak checks`", "`yoyak checks`로 목록을 보십시오")
        if near:
            advice = Message(f"did you mean {near[0]!r}?", f"{near[0]!r} 검사를 쓰려고 하셨습니까?")
        message = Message(f"there is no check {name!r}; {advice.en}", f"{name!r} 검사는 없습니다. {advice.ko}")
        raise ConfigError(message)
    return check
