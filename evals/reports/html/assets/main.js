// The page: put together, kept up to date, and walked through by keyboard.

const isComparison = DATA.kind === "comparison";
const canDecide = DATA.kind === "check";

// Entries within this distance of what is seen are made; the others wait, or make room.
const nearby = new IntersectionObserver(
  (seen) =>
    seen.forEach(({ target, isIntersecting }) => (isIntersecting ? fill : clear)(entries[target.id.split("-")[1]])),
  { rootMargin: "1200px" },
);

/** Makes the whole page anew, in the reader's language. */
function render() {
  nearby.disconnect();
  articles.clear();
  document.documentElement.lang = state.language;
  document.title = `${t(`${DATA.kind}.title`)} · yoyak`;
  const page = [
    el("a", { class: "skip", href: "#list" }, t("skip")),
    masthead(),
    el(
      "main",
      {},
      isComparison ? comparisonOverview() : overview(),
      toolbar(),
      el("h2", { class: "unseen" }, t(isComparison ? "papers.heading" : "entries.heading")),
      el("div", { id: "list", tabindex: -1 }),
    ),
    keys(),
  ];
  document.body.replaceChildren(...page);
  narrow({});
  if (canDecide) showProgress();
}

function masthead() {
  const languages = { ko: "한국어", en: "English" };
  const change = (event) => {
    state.language = event.target.value;
    render();
    document.getElementById("language").focus();
  };
  return el(
    "header",
    { class: "masthead" },
    el("h1", {}, t(`${DATA.kind}.title`)),
    el("p", { class: "quiet" }, DATA.subtitle),
    DATA.said && DATA.said !== state.language && el("p", { class: "quiet said" }, t("said")),
    el(
      "label",
      { class: "choice" },
      el("span", { class: "unseen" }, t("language")),
      el(
        "select",
        { id: "language", change },
        Object.entries(languages).map(([code, name]) =>
          el("option", { value: code, lang: code, selected: code === state.language }, name),
        ),
      ),
    ),
  );
}

/** Changes the filters, and shows what they let through. */
function narrow(change) {
  Object.assign(state, change);
  const visible = visibleEntries();
  const findings = visible.flatMap(matching);
  nearby.disconnect();
  for (const article of articles.values()) article.querySelector(".body").replaceChildren();
  const shown = visible.map(articleOf);
  document.getElementById("list").replaceChildren(...(shown.length ? shown : [nothing()]));
  shown.forEach((article) => nearby.observe(article));
  document.querySelector(".shown").textContent = t("shown", visible.length, entries.length, findings.length);
  document.getElementById("choose-check").value = state.check;
  document
    .querySelectorAll(".bar")
    .forEach((bar) => bar.setAttribute("aria-pressed", String(bar.dataset.check === state.check)));
  if (state.selected && !findings.includes(state.selected)) state.selected = null;
  if (state.selected) select(state.selected, { scroll: false });
}

function nothing() {
  const everything = { query: "", check: "", digest: "", show: "all", severities: new Set(SEVERITIES) };
  const showAll = () => {
    Object.assign(state, everything);
    render();
    document.getElementById("search").focus();
  };
  return el(
    "p",
    { class: "quiet none" },
    t("nothing.matches"),
    " ",
    el("button", { type: "button", class: "plain", click: showAll }, t("reset")),
  );
}

/** Selects a finding: shows its words, its line and its card. */
function select(finding, { scroll = true } = {}) {
  const before = state.selected;
  state.selected = finding;
  if (before && before !== finding) {
    cardOf(before)?.classList.remove("selected");
    if (before.entry !== finding.entry) drawSelection(before.entry);
  }
  fill(finding.entry);
  drawSelection(finding.entry);
  const item = cardOf(finding);
  item.classList.add("selected");
  if (!scroll) return;
  (articleOf(finding.entry).querySelector("mark.claim.linked") ?? item).scrollIntoView({ block: "center" });
  item.focus({ preventScroll: true });
}

function step(by) {
  const findings = visibleFindings();
  const place = findings.indexOf(state.selected);
  const next = place < 0 ? findings[0] : findings[place + by];
  if (next) select(next);
}

const KEYS = {
  j: ["keys.next", () => step(1)],
  k: ["keys.previous", () => step(-1)],
  a: ["keys.accept", () => settleSelected((finding) => settle(finding, { accepted: true }))],
  d: ["keys.dismiss", () => settleSelected(askWhy)],
  u: ["keys.undo", () => settleSelected((finding) => settle(finding, null))],
  "/": ["keys.search", () => document.getElementById("search").focus()],
  "?": ["keys.help", () => document.getElementById("keys").showModal()],
};

function settleSelected(decideAbout) {
  if (state.selected?.fingerprint) decideAbout(state.selected);
}

function keys() {
  const used = Object.entries(KEYS).filter(([key]) => canDecide || !"adu".includes(key));
  const box = el("input", { type: "checkbox", checked: state.hasKeys, change: () => (state.hasKeys = box.checked) });
  return el(
    "dialog",
    { id: "keys", "aria-labelledby": "keys-title" },
    el("h2", { id: "keys-title" }, t("keys")),
    el(
      "dl",
      {},
      used.map(([key, [name]]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(name)))),
    ),
    el("label", {}, box, t("keys.on")),
    el("form", { method: "dialog" }, el("button", { type: "submit" }, t("close"))),
  );
}

document.addEventListener("keydown", (event) => {
  const isElsewhere = event.target.closest?.("input:not([type=checkbox]), select, textarea, dialog");
  if (
    !state.hasKeys ||
    isElsewhere ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    !Object.hasOwn(KEYS, event.key)
  )
    return;
  event.preventDefault();
  KEYS[event.key][1]();
});

// Words move when the window changes, and the lines with them.
new ResizeObserver(() => state.selected && drawSelection(state.selected.entry)).observe(document.documentElement);

render();
