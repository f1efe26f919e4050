// Search, filters, order, and what has been decided so far.

const SHOWN = {
  check: ["all", "found", "open", "clean", "unjudged"],
  comparison: ["all", "worse", "better", "found"],
  run: ["all", "found", "clean", "unjudged"],
};

function toolbar() {
  return el(
    "search",
    { class: "toolbar", "aria-label": t("filters") },
    el("input", {
      type: "search",
      id: "search",
      value: state.query,
      placeholder: t("search"),
      "aria-label": t("search"),
      autocomplete: "off",
      spellcheck: "false",
      input: debounced((event) => narrow({ query: event.target.value })),
    }),
    el(
      "fieldset",
      { class: "severities" },
      el("legend", { class: "unseen" }, t("severity")),
      SEVERITIES.map(severityBox),
    ),
    choice("check", [["", t("check.all")], ...checkNames().map((name) => [name, name])]),
    digests().length > 0 && choice("digest", [["", t("digest.all")], ...digests().map((name) => [name, name])]),
    choice(
      "show",
      SHOWN[DATA.kind].map((name) => [name, t(`show.${name}`)]),
    ),
    choice(
      "sort",
      ["given", "severity", "newest", "title"]
        .filter((name) => name !== "newest" || digests().length)
        .map((name) => [name, t(isComparison && name === "given" ? "sort.worse" : `sort.${name}`)]),
    ),
    el(
      "button",
      { type: "button", class: "plain", click: () => document.getElementById("keys").showModal() },
      t("keys"),
      el("kbd", { "aria-hidden": "true" }, "?"),
    ),
    el("div", { class: "status" }, el("p", { class: "shown", role: "status" }), canDecide && progress()),
  );
}

function progress() {
  return [
    el("p", { id: "decided", role: "status" }),
    saver("dismissals", "dismissals.toml", "application/toml", dismissalsFile),
    saver("cases", "cases.jsonl", "application/jsonl", casesFile),
  ];
}

function severityBox(severity) {
  const box = el("input", {
    type: "checkbox",
    name: severity,
    checked: state.severities.has(severity),
    change: () => {
      if (box.checked) state.severities.add(severity);
      else state.severities.delete(severity);
      narrow({});
    },
  });
  return el("label", { class: `pill ${severity}` }, box, t(severity));
}

function choice(key, options) {
  const list = el(
    "select",
    { id: `choose-${key}`, change: () => narrow({ [key]: list.value }) },
    options.map(([value, name]) => el("option", { value, selected: state[key] === value }, name)),
  );
  return el("label", { class: "choice" }, el("span", { class: "unseen" }, t(key)), list);
}

function saver(kind, name, type, write) {
  return el("button", {
    type: "button",
    id: `save-${kind}`,
    title: t(`download.${kind}.hint`),
    click: () => download(name, type, write()),
  });
}

function checkNames() {
  return [...new Set(entries.flatMap((entry) => entry.findings.map((finding) => finding.check)))].sort();
}

/** Returns the names of the digests when there are several. */
function digests() {
  const names = new Set(entries.map(digestOf).filter(Boolean));
  return names.size > 1 ? [...names].sort() : [];
}

/** Shows how much is decided, and what there is to download. */
function showProgress() {
  const names = new Set(entries.flatMap((entry) => entry.findings.map((finding) => finding.fingerprint)));
  const decided = [...names].filter((name) => decisions.has(name)).length;
  document.getElementById("decided").textContent = t("decided", decided, names.size);
  for (const [kind, number] of [
    ["dismissals", dismissedFindings().length],
    ["cases", decidedEntries().length],
  ]) {
    const button = document.getElementById(`save-${kind}`);
    button.textContent = t(`download.${kind}`, number);
    button.disabled = !number;
  }
}

function debounced(call) {
  let waiting;
  return (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(call, 120, event);
  };
}
