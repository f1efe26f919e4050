// The reader's decisions as files: dismissals for the gate, and labelled cases that the checks are measured with.

function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

/** Returns the findings that were dismissed, the double of one left out. */
function dismissedFindings() {
  const findings = entries
    .flatMap((entry) => entry.findings)
    .filter((f) => decisions.get(f.fingerprint)?.accepted === false);
  return [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()];
}

/** Returns the file of `yoyak gate --dismissals`. */
function dismissalsFile() {
  const tables = dismissedFindings().map((finding) => {
    const { fingerprint, check } = finding;
    const values = { fingerprint, check, text: flaggedWords(finding), reason: decisions.get(fingerprint).reason };
    return `[[dismissed]]\n${Object.entries(values)
      .map(([key, value]) => `${key} = ${tomlString(value)}\n`)
      .join("")}`;
  });
  return tables.join("\n");
}

function flaggedWords(finding) {
  return Array.from(finding.side.text).slice(finding.start, finding.end).join("");
}

// A TOML string may hold what a JSON string may, but for the delete character.
function tomlString(text) {
  return JSON.stringify(text.toWellFormed()).replaceAll("\x7f", "\\u007f");
}

/** Returns the entries that labelled cases can be made of: those of which all findings of some check are decided. */
function decidedEntries() {
  return entries.filter((entry) => entry.case && labelled(entry).length);
}

// A finding that was not decided would count as a false alarm, so its check is left out of the case's scope.
function labelled(entry) {
  const usable = entry.findings.filter((finding) => finding.label);
  const undecided = new Set(usable.filter((f) => !decisions.has(f.fingerprint)).map((f) => f.check));
  return usable.filter((finding) => !undecided.has(finding.check));
}

/** Returns the file of `yoyak eval`: one case a line. */
function casesFile() {
  return decidedEntries()
    .map((entry) => `${JSON.stringify(labelledCase(entry))}\n`)
    .join("");
}

function labelledCase(entry) {
  const findings = labelled(entry);
  const [{ text }] = entry.sides;
  const { id, date, paper, not_found } = entry.case;
  return {
    id,
    origin: "read in a report",
    arxiv_id: entry.arxiv_id,
    date,
    entry: text,
    paper: paper && { ...paper, title: sourceText(entry, "title"), abstract: sourceText(entry, "abstract") },
    not_found,
    scope: [...new Set(findings.map((finding) => finding.check))].sort(),
    labels: findings.filter((f) => decisions.get(f.fingerprint).accepted).map(label),
  };
}

function label(finding) {
  const { check, label, start, end, correction } = finding;
  return { type: check, verdict: label, start, end, text: flaggedWords(finding), correction };
}

function sourceText(entry, where) {
  return entry.sources.find((source) => source.where === where)?.text ?? "";
}
