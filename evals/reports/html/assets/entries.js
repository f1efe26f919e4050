// The article of an entry: its text and its source side by side, and the findings below them. The heading is there from
// the start; the rest is made when the reader comes near and dropped when far away, since an archive has thousands.

const articles = new Map();

function articleOf(entry) {
  if (!articles.has(entry)) {
    const article = el(
      "article",
      { id: `entry-${entry.number}`, "aria-labelledby": `title-${entry.number}` },
      entryHeading(entry),
      el("div", { class: "body" }),
    );
    article.addEventListener("click", (event) => choose(event, entry));
    article.addEventListener("mouseover", (event) => hover(event, entry, article));
    article.addEventListener("mouseleave", () => drawSelection(entry));
    articles.set(entry, article);
  }
  return articles.get(entry);
}

function entryHeading(entry) {
  const counts = bySeverity(entry.findings);
  return el(
    "header",
    {},
    el("h3", { id: `title-${entry.number}` }, entry.title || "—"),
    el(
      "p",
      { class: "facts" },
      entry.verdict && el("span", { class: `badge verdict-${entry.verdict}` }, t(`verdict.${entry.verdict}`)),
      entry.worse && el("span", { class: "badge verdict-fail" }, t("is.worse")),
      // Of two sides they would be the sum, which says nothing.
      counts.map(
        (number, rank) =>
          !isComparison &&
          number > 0 &&
          el("span", { class: `count ${SEVERITIES[rank]}` }, `${t(SEVERITIES[rank])} ${count(number)}`),
      ),
      entry.tier && tier(entry.tier),
      arxivLink(entry.arxiv_id),
      entry.file && el("span", { class: "quiet place" }, `${entry.file}:${entry.line}`),
      entry.repeat > 0 && el("span", { class: "quiet" }, t("repeat", entry.repeat + 1)),
    ),
    isComparison && measures(entry),
    entry.reasons.map((reason) => el("p", { class: "quiet", lang: DATA.said }, reason)),
  );
}

/** Shows how far the paper was read: not at all, its abstract, its full text. */
function tier(name) {
  const steps = ["abstract", "fulltext"].map((step, rank) =>
    el("i", { class: name === "fulltext" || (name === "abstract" && rank === 0) ? "on" : null }),
  );
  return el(
    "span",
    { class: `tier ${name}` },
    el("span", { class: "steps", "aria-hidden": "true" }, steps),
    t(`tier.${name}`),
  );
}

function arxivLink(id) {
  if (!id) return null;
  const address = `https://arxiv.org/abs/${id}`;
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: t("arxiv") }, `arXiv ${id}`);
}

/** Makes the rest of an article, unless it is there. */
function fill(entry) {
  const body = articleOf(entry).querySelector(".body");
  if (body.childElementCount) return;
  body.append(
    el(
      "div",
      { class: "columns" },
      entry.sides.map((side) => sideColumn(entry, side)),
      sourceColumn(entry),
      svg("svg", { class: "lines", "aria-hidden": "true" }),
    ),
    el("ol", { class: "findings", "aria-label": t("findings", matching(entry).length) }, matching(entry).map(card)),
  );
  drawSelection(entry);
}

/** Drops the rest of an article, unless the reader is at work in it. */
function clear(entry) {
  const body = articleOf(entry).querySelector(".body");
  if (state.selected?.entry !== entry && !body.contains(document.activeElement)) body.replaceChildren();
}

function sideColumn(entry, side) {
  const characters = Array.from(side.text ?? "");
  const marks = marksOfSide(entry, side);
  const parts = side.parts.map((part) => entryPart(part, markedText(characters, part.start, part.end, marks)));
  return el(
    "section",
    { class: "column side" },
    el("h4", {}, side.name ?? t("digest.text")),
    side.reason && el("p", { class: "quiet" }, side.text === null ? t("no.text", side.reason) : side.reason),
    el("div", { lang: "ko" }, parts),
  );
}

function entryPart(part, words) {
  switch (part.kind) {
    case "title":
      return el("p", { class: "title", lang: "en" }, words);
    case "authors":
      return el("p", { class: "authors" }, el("span", { class: "label" }, t("authors")), words);
    case "section":
      return el(
        "p",
        { class: "section" },
        part.name && el("span", { class: "label" }, part.name),
        words.length ? words : t("section.empty"),
      );
    default:
      return el("p", { class: "line" }, words);
  }
}

function sourceColumn(entry) {
  const empty = el("p", { class: "quiet" }, t(entry.tier === "none" ? "source.none" : "source.missing"));
  return el(
    "section",
    { class: "column source" },
    el("h4", {}, t("source.text")),
    entry.sources.length
      ? el(
          "div",
          { lang: "en" },
          entry.sources.map((source, number) => sourcePart(entry, source, number)),
        )
      : empty,
  );
}

function sourcePart(entry, source, number) {
  const characters = Array.from(source.text);
  const words = markedText(characters, 0, characters.length, marksOfSource(entry, number));
  const [isCut, goesOn] = source.cut;
  const label = [t(`where.${source.where}`), source.section].filter(Boolean).join(" · ");
  const isPlain = source.where === "title" || source.where === "metadata";
  return el(
    "p",
    { class: source.where },
    !isPlain && el("span", { class: "label" }, label),
    isCut && "… ",
    words,
    goesOn && " …",
  );
}

function findingAt(event, entry) {
  const numbers = event.target.closest?.("[data-findings]")?.dataset.findings.split(" ") ?? [];
  return numbers.map((number) => entry.findings[number]);
}

/** Selects the finding whose words were clicked; clicking again goes through those that share the words. */
function choose(event, entry) {
  const found = findingAt(event, entry);
  if (found.length) select(found[(found.indexOf(state.selected) + 1) % found.length], { scroll: false });
}

function hover(event, entry, article) {
  const [finding] = findingAt(event, entry);
  const item = event.target.closest?.(".finding");
  const shown = finding ?? entry.findings.find((one) => item?.id === nameOf(one));
  if (shown) drawLines(article, shown);
  else drawSelection(entry);
}

function drawSelection(entry) {
  drawLines(articleOf(entry), state.selected?.entry === entry ? state.selected : null);
}
