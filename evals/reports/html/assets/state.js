// What the reader sees and has decided: the one thing that changes on the page.

const SEVERITIES = ["error", "warning", "note"];

const state = {
  language: DATA.language,
  query: "",
  severities: new Set(SEVERITIES),
  check: "",
  digest: "",
  show: "all",
  sort: "given",
  selected: null, // a finding
  hasKeys: true, // whether single keys do something
};

const entries = DATA.entries;
entries.forEach((entry, number) => {
  entry.number = number;
  entry.findings = entry.sides.flatMap((side) => side.findings);
  entry.sides.forEach((side) => side.findings.forEach((finding) => Object.assign(finding, { entry, side })));
  entry.findings.forEach((finding, place) => (finding.number = place));
});

// A finding has a fingerprint, and what was decided about it holds for its double as well.
const STORED = `yoyak:${DATA.id}`;
const decisions = new Map(
  entries
    .flatMap((entry) => entry.findings)
    .filter((f) => f.reason)
    .map((f) => [f.fingerprint, { accepted: false, reason: f.reason }]),
);
try {
  for (const [name, decision] of JSON.parse(localStorage.getItem(STORED) ?? "[]")) decisions.set(name, decision);
} catch {
  // A browser may keep nothing for files; then decisions last as long as the page.
}

/** Decides about a finding, or takes the decision back. */
function decide(finding, decision) {
  if (decision) decisions.set(finding.fingerprint, decision);
  else decisions.delete(finding.fingerprint);
  try {
    localStorage.setItem(STORED, JSON.stringify([...decisions]));
  } catch {
    // As above.
  }
}

/** Returns the findings of an entry that the filters let through. */
function matching(entry) {
  return entry.findings.filter((f) => state.severities.has(f.severity) && (!state.check || f.check === state.check));
}

/** Returns the entries that the filters let through, in the reader's order. */
function visibleEntries() {
  const words = folded(state.query).split(/\s+/).filter(Boolean);
  const visible = entries.filter(
    (entry) =>
      (!state.digest || digestOf(entry) === state.digest) &&
      isWanted(entry) &&
      words.every((word) => searched(entry).includes(word)),
  );
  return visible.sort(ORDERS[state.sort]);
}

/** Returns the findings that the filters let through, in the reader's order. */
function visibleFindings() {
  return visibleEntries().flatMap(matching);
}

/** Returns what an entry's digest is called: its day, or its file. */
function digestOf(entry) {
  return entry.date ?? entry.file;
}

/** Counts findings by severity; those that were dismissed before the page was made count for nothing. */
function bySeverity(findings) {
  return SEVERITIES.map((severity) => findings.filter((one) => one.severity === severity && !one.reason).length);
}

function isWanted(entry) {
  const found = matching(entry);
  switch (state.show) {
    case "found":
      return found.length > 0;
    case "open":
      return found.some((finding) => !decisions.has(finding.fingerprint));
    case "clean":
      return !entry.findings.length && entry.verdict === "pass";
    case "unjudged":
      return isUnjudged(entry);
    case "worse":
      return entry.worse;
    case "better":
      return !entry.worse;
    default:
      return found.length > 0 || (!state.check && state.severities.size === SEVERITIES.length);
  }
}

function isUnjudged(entry) {
  return entry.verdict === "error" || entry.verdict === "skip";
}

const byNumber = (one, other) => one.number - other.number;

const ORDERS = {
  given: byNumber,
  severity: (one, other) => {
    const [mine, theirs] = [bySeverity(one.findings), bySeverity(other.findings)];
    const at = mine.findIndex((number, rank) => number !== theirs[rank]);
    return at < 0 ? byNumber(one, other) : theirs[at] - mine[at];
  },
  newest: (one, other) => compare(other.date ?? "", one.date ?? "") || byNumber(one, other),
  title: (one, other) => one.title.localeCompare(other.title) || byNumber(one, other),
};

function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}

// Made when the reader searches first: most do not, and an archive is large.
const searchTexts = new Map();

function searched(entry) {
  if (!searchTexts.has(entry)) {
    const findings = entry.findings.flatMap((f) => [f.check, f.messages.en, f.messages.ko]);
    const texts = [...entry.sides.map((side) => side.text), ...entry.sources.map((source) => source.text), ...findings];
    searchTexts.set(entry, folded([entry.arxiv_id, entry.file, entry.date, ...texts].join("\n")));
  }
  return searchTexts.get(entry);
}

function folded(text) {
  return text.normalize("NFC").toLowerCase();
}
