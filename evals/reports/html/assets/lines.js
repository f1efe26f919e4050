// Lines between the words that a finding flags and the words that show it, drawn as a proofreader would: below the
// words, along the gap between the columns, and below the words on the other side.

/** Draws the lines of a finding in its article, in place of any that were there. */
function drawLines(article, finding) {
  const board = article.querySelector(".lines");
  if (!board) return;
  board.replaceChildren();
  article.querySelectorAll("mark.linked").forEach((mark) => mark.classList.remove("linked"));
  if (!finding) return;
  const marks = [...article.querySelectorAll("mark")].filter((mark) =>
    mark.dataset.findings.split(" ").includes(String(finding.number)),
  );
  marks.forEach((mark) => mark.classList.add("linked"));
  const claim = marks.find((mark) => mark.classList.contains("claim"));
  if (!claim) return;
  const frame = board.getBoundingClientRect();
  for (const proof of firstOfRuns(marks.filter((mark) => mark.classList.contains("proof") && mark !== claim))) {
    board.append(svg("path", { d: route(claim, proof, frame), class: finding.severity }));
  }
}

// Words that several findings share are cut into pieces; one line for the first is enough.
function firstOfRuns(marks) {
  return marks.filter((mark) => !marks.includes(mark.previousSibling));
}

function route(claim, proof, frame) {
  const from = [...claim.getClientRects()].at(-1);
  const to = proof.getClientRects()[0];
  const columns = [claim, proof].map((mark) => mark.closest(".column").getBoundingClientRect());
  const isBeside = columns[0].right <= columns[1].left;
  const gap = (isBeside ? (columns[0].right + columns[1].left) / 2 : columns[0].left - 8) - frame.left;
  const start = [(gap + frame.left < from.left ? from.left : from.right) - frame.left, from.bottom - frame.top];
  const end = [(gap + frame.left < to.left ? to.left : to.right) - frame.left, to.bottom - frame.top];
  // Two kinds of letters put their lower edges at slightly different heights; a step of so little looks like a fault.
  if (Math.abs(end[1] - start[1]) < 6) end[1] = start[1];
  return `M${start.map(Math.round)} H${Math.round(gap)} V${Math.round(end[1])} H${Math.round(end[0])}`;
}
