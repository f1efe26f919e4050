"""The decision of the gate, rule by rule: coverage, zero tolerance, limits, the baseline."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evals.gate.entries import failures
from evals.gate.rules import COVERAGE, RuleAnswer
from evals.statistics import Pairs
from summarizer.findings import Message, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evals.gate.baseline import Baseline, BaselineEntry
    from evals.gate.entries import GatedEntry, GatedRun
    from evals.gate.policy import Policy

_NAMED = 5
_LEAST_CHANCE = 0.001


def rule(policy: Policy, trial: GatedRun, fail_on: str, baseline: Baseline | None) -> list[RuleAnswer]:
    """Return the answer of every rule.

    Args:
        policy: What is asked for.
        trial: What was tried.
        fail_on: The severity from which on no finding is allowed where the policy sets no limit, or `never`.
        baseline: What is compared with; None to compare with nothing.
    """
    if trial.ref is not None and not trial.entries and not trial.refusals:
        return [_nothing_changed(trial.ref, len(trial.untouched))]
    coverage = _coverage(policy, trial)
    return [
        coverage,
        *_left_out(trial),
        *_zero_tolerance(policy, trial),
        *_limits(policy, trial, fail_on),
        _recorded(trial.record, coverage) if trial.record else _comparison(policy, trial, baseline),
    ]


def _nothing_changed(ref: str, untouched: int) -> RuleAnswer:
    en, ko = f"no entry changed since {ref}", f"{ref} 이후 바뀐 항목이 없습니다"
    if untouched:
        en += f": the texts of all {untouched} are those of that commit"
        ko += f". 항목 {untouched}개의 글이 모두 그 커밋과 같습니다"
    return RuleAnswer(COVERAGE, Verdict.SKIP, Message(en, ko))


def _left_out(trial: GatedRun) -> Iterator[RuleAnswer]:
    if trial.ref is not None:
        count, total = len(trial.entries), len(trial.entries) + len(trial.untouched)
        message = Message(
            f"{count} of {total} entries changed since {trial.ref}; only they were examined",
            f"항목 {total}개 중 {trial.ref} 이후 바뀐 {count}개만 검사했습니다",
        )
        yield RuleAnswer("changed-since", Verdict.SKIP, message)


def _coverage(policy: Policy, trial: GatedRun) -> RuleAnswer:
    entries = trial.entries
    total = len(entries)
    gaps = [entry for entry in entries if entry.has_gaps]
    judged = sum(entry.verdict in {Verdict.PASS, Verdict.FAIL} for entry in entries)
    if trial.refusals:
        english, korean = (_listed([one.text(language) for one in trial.refusals], "; ") for language in ("en", "ko"))
        message = Message(
            f"not all that was named was examined: {english}", f"지정한 것을 모두 검사하지 못했습니다: {korean}"
        )
        return RuleAnswer(COVERAGE, Verdict.ERROR, message)
    if not total:
        return RuleAnswer(COVERAGE, Verdict.ERROR, Message("no entry was examined", "검사한 항목이 없습니다"))
    if gaps:
        places = _places(gaps)
        return RuleAnswer(
            COVERAGE,
            Verdict.ERROR,
            Message(
                f"no source, a check without a result or a silent judge in {len(gaps)} of {total} entries: {places}",
                f"항목 {total}개 중 {len(gaps)}개는 원문이 없거나 검사나 판정을 끝내지 못했습니다: {places}",
            ),
        )
    verdict = Verdict.PASS if judged / total >= policy.coverage else Verdict.ERROR
    return RuleAnswer(
        COVERAGE,
        verdict,
        Message(
            f"{judged} of {total} entries judged, at least {_share(policy.coverage)} asked for",
            f"항목 {total}개 중 {judged}개를 판정했습니다. 기준은 {_share(policy.coverage)} 이상입니다",
        ),
    )


def _zero_tolerance(policy: Policy, trial: GatedRun) -> Iterator[RuleAnswer]:
    for check in policy.zero_tolerance:
        name = f"zero-tolerance {check}"
        if check not in trial.checks:
            yield RuleAnswer(name, Verdict.ERROR, _not_run(check))
            continue
        guilty = [entry for entry in trial.entries if entry.errors[check]]
        places = _places(guilty)
        yield RuleAnswer(
            name,
            Verdict.FAIL if guilty else Verdict.PASS,
            Message(f"an error stands in the entry at {places}", f"오류가 있는 항목 {len(guilty)}개: {places}")
            if guilty
            else Message("no error", "오류가 없습니다"),
        )


def _limits(policy: Policy, trial: GatedRun, fail_on: str) -> Iterator[RuleAnswer]:
    counts = sum((entry.severities + entry.checks for entry in trial.entries), Counter[str]())
    strict = {str(s): 0 for s in Severity if fail_on != "never" and s.rank <= Severity(fail_on).rank}
    for name, limit in (strict | policy.limits).items():
        if name not in trial.checks and name not in set(Severity):
            yield RuleAnswer(f"limit {name}", Verdict.ERROR, _not_run(name))
            continue
        yield RuleAnswer(
            f"limit {name}",
            Verdict.FAIL if counts[name] > limit else Verdict.PASS,
            Message(
                f"{counts[name]} found, {limit} allowed",
                f"{counts[name]}개를 찾았습니다. 허용 한도는 {limit}개입니다",
            ),
        )


def _not_run(check: str) -> Message:
    return Message(f"the check {check} did not run", f"{check} 검사를 실행하지 않았습니다")


def _recorded(path: str, coverage: RuleAnswer) -> RuleAnswer:
    if coverage.is_in_the_way:
        message = Message(
            f"not recorded in {path}, since too little was examined",
            f"검사가 충분하지 않아 {path} 파일에 기록하지 않습니다",
        )
    else:
        message = Message(f"recorded in {path}, not compared", f"비교하지 않고 {path} 파일에 기록합니다")
    return RuleAnswer("baseline", Verdict.SKIP, message)


def _comparison(policy: Policy, trial: GatedRun, baseline: Baseline | None) -> RuleAnswer:
    if baseline is None:
        return RuleAnswer("baseline", Verdict.SKIP, Message("nothing to compare with", "비교할 기준선이 없습니다"))
    tried = {(entry.file, entry.paper) for entry in trial.entries}
    files, present = {file for file, _ in tried}, tried | trial.untouched
    gone = [e.paper for e in baseline.entries if e.file in files and (e.file, e.paper) not in present]
    if gone:
        names = _listed(gone)
        message = Message(
            f"{len(gone)} of the entries in the baseline gone: {names}",
            f"기준선에 있던 항목 {len(gone)}개가 없어졌습니다: {names}",
        )
        return RuleAnswer("baseline", Verdict.ERROR, message)
    changes = _changes(trial.entries, baseline.entries)
    if changes:
        return _test(policy, changes)
    if trial.ref is not None and tried <= trial.added:
        message = Message(
            "all that changed is new: nothing to compare",
            "바뀐 항목이 모두 새로 들어온 논문이어서 비교할 것이 없습니다",
        )
        return RuleAnswer("baseline", Verdict.SKIP, message)
    message = Message("no paper of the baseline was judged again", "기준선의 논문 가운데 다시 판정한 것이 없습니다")
    return RuleAnswer("baseline", Verdict.ERROR, message)


def _changes(now: Sequence[GatedEntry], before: Sequence[BaselineEntry]) -> dict[str, tuple[bool, bool]]:
    """Return for every paper that was judged twice whether it failed, before and now."""
    shared = {entry.file for entry in before} & {entry.file for entry in now}

    def verdicts(entries: Sequence[GatedEntry] | Sequence[BaselineEntry]) -> dict[tuple[str, str], bool]:
        # A file that only one side knows may have another name on the other one.
        return failures(((e.file if e.file in shared else "", e.paper), e.verdict) for e in entries)

    # A paper in several files counts once: it fails where one of its entries does.
    papers: dict[str, list[tuple[bool, bool]]] = {}
    earlier, later = verdicts(before), verdicts(now)
    for key in earlier.keys() & later.keys():
        papers.setdefault(key[1], []).append((earlier[key], later[key]))
    return {name: (any(was for was, _ in seen), any(fails for _, fails in seen)) for name, seen in papers.items()}


def _test(policy: Policy, changes: Mapping[str, tuple[bool, bool]]) -> RuleAnswer:
    worse = sorted(name for name, change in changes.items() if change == (False, True))
    better = sum(change == (True, False) for change in changes.values())
    return _compared(policy, Pairs(len(changes), len(worse), better), worse)


def _compared(policy: Policy, pairs: Pairs, worse: Sequence[str]) -> RuleAnswer:
    if not worse or pairs.rules_out_rise(policy.margin, policy.alpha):
        verdict, en, ko = Verdict.PASS, "", ""
    elif pairs.shows_rise(policy.margin, policy.alpha):
        verdict, en, ko = Verdict.FAIL, "", ""
    else:
        verdict = Verdict.ERROR
        en, ko = ": neither shown nor ruled out", ". 늘었다고도, 늘지 않았다고도 할 수 없습니다"
    low, high = pairs.interval(policy.alpha)
    names = f" ({_listed(worse)})" if worse else ""
    chance = f"p = {pairs.p_value:.3f}" if pairs.p_value >= _LEAST_CHANCE else f"p < {_LEAST_CHANCE}"
    figures = f"{pairs.rise:+.1%} [{low:+.1%}, {high:+.1%}], {chance}"
    return RuleAnswer(
        "baseline",
        verdict,
        Message(
            f"papers compared: {pairs.papers}, {len(worse)} newly fail{names}, {pairs.better} no longer; "
            f"rise {figures}, margin {_share(policy.margin)}{en}",
            f"논문 {pairs.papers}편 비교, 새로 실패 {len(worse)}편{names}, 더는 실패하지 않음 {pairs.better}편, "
            f"실패율 변화 {figures}, 허용 한계 {_share(policy.margin)}{ko}",
        ),
    )


def _share(number: float) -> str:
    # As it was written: rounded, a demand that was not met could seem to be.
    return f"{number * 100:.10g}%"


def _places(entries: Sequence[GatedEntry]) -> str:
    return _listed([f"{entry.file}:{entry.line}" for entry in entries])


def _listed(names: Sequence[str], comma: str = ", ") -> str:
    return comma.join([*names[:_NAMED], *(["..."] if len(names) > _NAMED else [])])
