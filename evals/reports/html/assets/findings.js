// The card of a finding: what is wrong, what shows it, the correction, and the reader's decision.

function card(finding) {
  const item = el(
    "li",
    {
      class: `finding ${finding.severity}`,
      id: nameOf(finding),
      tabindex: -1,
      "aria-label": `${t(finding.severity)}: ${finding.check}`,
    },
    el(
      "p",
      { class: "heading" },
      el("span", { class: `badge ${finding.severity}` }, t(finding.severity)),
      el("code", { title: DATA.checks[finding.check]?.[state.language] }, finding.check),
      isComparison && el("span", { class: "quiet" }, finding.side.name),
      finding.superseded && el("span", { class: "quiet" }, t("superseded")),
      el("button", { type: "button", class: "plain go", click: () => select(finding) }, t("go")),
    ),
    el("p", { class: "message", lang: DATA.said }, finding.messages[state.language]),
    el("dl", {}, correctionOf(finding), evidenceOf(finding), valuesOf(finding)),
    finding.fingerprint && el("div", { class: "decision", role: "group", "aria-label": finding.check }),
  );
  if (finding.fingerprint) showDecision(item, finding);
  return item;
}

function nameOf(finding) {
  return `finding-${finding.entry.number}-${finding.number}`;
}

function row(name, ...content) {
  return el("div", {}, el("dt", {}, name), el("dd", {}, content));
}

function correctionOf(finding) {
  return finding.diff && row(t(finding.safe ? "correction" : "suggestion"), diff(finding.diff));
}

function evidenceOf(finding) {
  if (!finding.evidence.length) return row(t("evidence"), el("p", { class: "quiet" }, t("evidence.none")));
  const lines = finding.evidence.map((evidence) =>
    el(
      "p",
      {},
      el("span", { class: "quiet" }, t(`where.${evidence.where}`), evidence.section && ` · ${evidence.section}`, " "),
      el("q", { lang: evidence.where === "entry" ? "ko" : "en" }, evidence.quote),
      evidence.source === null &&
        evidence.where !== "entry" &&
        el("span", { class: "quiet" }, ` (${t("evidence.moved")})`),
    ),
  );
  return row(t("evidence"), lines);
}

function valuesOf(finding) {
  if (!finding.claimed || !finding.expected) return null;
  return row(
    t("values"),
    el("p", { class: "values" }, el("del", {}, exact(finding.claimed)), " → ", el("ins", {}, exact(finding.expected))),
  );
}

/** Shows on a card what was decided, and what can be. */
function showDecision(item, finding) {
  const decision = decisions.get(finding.fingerprint);
  const group = item.querySelector(".decision");
  item.classList.toggle("accepted", Boolean(decision?.accepted));
  item.classList.toggle("dismissed", Boolean(decision && !decision.accepted));
  const said =
    decision && el("span", { class: "said" }, decision.accepted ? t("accepted") : t("dismissed", decision.reason));
  const buttons = decision
    ? [button("undo", "u", () => settle(finding, null))]
    : [button("accept", "a", () => settle(finding, { accepted: true })), button("dismiss", "d", () => askWhy(finding))];
  group.replaceChildren(...[said, ...buttons].filter(Boolean));
}

function button(key, shortcut, click) {
  return el("button", { type: "button", class: key, click }, t(key), el("kbd", { "aria-hidden": "true" }, shortcut));
}

/** Decides about a finding and shows it wherever the finding stands on the page. */
function settle(finding, decision) {
  const hadFocus = cardOf(finding)?.contains(document.activeElement);
  decide(finding, decision);
  for (const double of entries
    .flatMap((entry) => entry.findings)
    .filter((f) => f.fingerprint === finding.fingerprint)) {
    const item = cardOf(double);
    if (item) showDecision(item, double);
  }
  if (hadFocus) cardOf(finding).focus({ preventScroll: true });
  showProgress();
}

/** Asks why a finding is none; nothing is dismissed without a reason. */
function askWhy(finding) {
  const group = cardOf(finding).querySelector(".decision");
  const field = el("input", {
    type: "text",
    name: "reason",
    required: true,
    autocomplete: "off",
    "aria-label": t("reason"),
    placeholder: t("reason"),
  });
  const cancel = () => {
    showDecision(cardOf(finding), finding);
    cardOf(finding).focus({ preventScroll: true });
  };
  const form = el(
    "form",
    {
      submit: (event) => {
        event.preventDefault();
        if (field.value.trim()) settle(finding, { accepted: false, reason: field.value.trim() });
      },
      keydown: (event) => event.key === "Escape" && cancel(),
    },
    field,
    el("button", { type: "submit" }, t("reason.save")),
    el("button", { type: "button", class: "plain", click: cancel }, t("cancel")),
  );
  group.replaceChildren(form);
  field.focus();
}

function cardOf(finding) {
  return document.getElementById(nameOf(finding));
}
