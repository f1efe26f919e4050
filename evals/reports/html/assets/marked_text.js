// Texts with the places of findings in them. Offsets count code points, as everywhere in yoyak.

/**
 * Returns the words of a text from `start` to `end` as nodes.
 *
 * A mark is `{start, end, finding, role}`: the words that a finding flags are its `claim`, those that show it its
 * `proof`. Marks without a finding are words that the other side does not have.
 */
function markedText(characters, start, end, marks) {
  const here = marks.filter((mark) => mark.start < end && start < mark.end);
  const cuts = here.flatMap((mark) => [mark.start, mark.end]).filter((cut) => start < cut && cut < end);
  const edges = [...new Set([start, ...cuts, end])].sort((one, other) => one - other);
  return edges.slice(1).map((edge, i) => {
    const words = characters.slice(edges[i], edge).join("");
    const over = here.filter((mark) => mark.start <= edges[i] && edge <= mark.end);
    return over.length ? marked(words, over) : words;
  });
}

function marked(words, marks) {
  const found = marks.filter((mark) => mark.finding).map((mark) => mark.finding);
  const roles = [...new Set(marks.map((mark) => mark.role))];
  if (!found.length) return el(roles[0] === "old" ? "del" : "ins", { class: "changed" }, words);
  const claims = marks.filter((mark) => mark.role === "claim").map((mark) => mark.finding.severity);
  const worst = SEVERITIES.find((severity) => claims.includes(severity));
  const numbers = [...new Set(found.map((finding) => finding.number))].join(" ");
  return el("mark", { class: [...roles, worst].filter(Boolean).join(" "), "data-findings": numbers }, words);
}

/** Returns the marks of an entry's side: what its findings flag, and what in the entry itself shows them. */
function marksOfSide(entry, side) {
  const mine = matching(entry).filter((finding) => finding.side === side);
  const claims = mine.map((finding) => ({ start: finding.start, end: finding.end, finding, role: "claim" }));
  // Words that are wrong by themselves are their own evidence.
  const elsewhere = proofs(mine, (evidence) => evidence.where === "entry").filter(
    ({ finding, start, end }) => start !== finding.start || end !== finding.end,
  );
  const changed = side.changed.map(([start, end]) => ({ start, end, role: side === entry.sides[0] ? "old" : "new" }));
  return [...claims, ...elsewhere, ...changed];
}

/** Returns the marks of one of an entry's source texts. */
function marksOfSource(entry, number) {
  return proofs(matching(entry), (evidence) => evidence.source === number);
}

function proofs(findings, isHere) {
  return findings.flatMap((finding) =>
    finding.evidence
      .filter((evidence) => evidence.place && isHere(evidence))
      .map(({ place: [start, end] }) => ({ start, end, finding, role: "proof" })),
  );
}

/** Returns a correction with the words around it. */
function diff(runs) {
  const names = { same: "span", old: "del", new: "ins" };
  return el(
    "p",
    { class: "diff", lang: "ko" },
    runs.map(([kind, words]) => el(names[kind], {}, words)),
  );
}
