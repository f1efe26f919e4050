// The overview: counts, findings by digest and by check, verdicts and what was read. All drawings are small SVGs.

function overview() {
  const findings = entries.flatMap((entry) => entry.findings);
  return el(
    "section",
    { class: "overview", "aria-labelledby": "overview" },
    el("h2", { id: "overview" }, t("overview")),
    partial(DATA.refused ?? [], DATA.interrupted),
    DATA.gate && gate(DATA.gate),
    tiles(findings),
    el(
      "div",
      { class: "charts" },
      el("div", { class: "panel trend" }, trend()),
      findings.length > 0 && el("div", { class: "panel checks" }, checkBars(findings)),
      el(
        "div",
        { class: "panel shares" },
        shares("by.verdict", "verdict", ["pass", "fail", "error", "skip"]),
        shares("by.tier", "tier", ["fulltext", "abstract", "none"]),
      ),
    ),
  );
}

function tiles(findings) {
  const unjudged = entries.filter(isUnjudged).length;
  const [errors, warnings, notes] = bySeverity(findings);
  const figures = { entries: entries.length, judged: entries.length - unjudged, unjudged, errors, warnings, notes };
  return el(
    "dl",
    { class: "tiles" },
    Object.entries(figures).map(([key, number]) =>
      el("div", { class: number ? key : "zero" }, el("dt", {}, t(key)), el("dd", {}, count(number))),
    ),
  );
}

/** Says what the result lacks, so that nobody takes a part for the whole. */
function partial(refused, interrupted) {
  if (refused.length === 0 && !interrupted) return null;
  return el(
    "div",
    { class: "panel partial", role: "note" },
    el("h3", {}, t("partial")),
    interrupted && el("p", {}, t("interrupted")),
    refused.map((reason) => el("p", { lang: DATA.said }, reason)),
  );
}

function gate({ verdict, rules }) {
  const rows = rules.map((rule) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, rule.rule),
      el("td", {}, el("span", { class: `badge verdict-${rule.verdict}` }, t(`rule.${rule.verdict}`))),
      el("td", { lang: DATA.said }, rule.reason),
    ),
  );
  return el(
    "div",
    { class: "panel gate" },
    el("h3", {}, `${t("gate")}: ${t(`gate.${verdict}`)}`),
    el("table", {}, el("tbody", {}, rows)),
  );
}

/** Groups of entries by digest; where there is one digest only, every entry by itself. */
function groups() {
  const byDigest = Map.groupBy(entries, digestOf);
  if (byDigest.size < 2) return entries.map((entry, place) => [count(place + 1), [entry]]);
  return [...byDigest].sort(([one], [other]) => compare(one, other));
}

function trend() {
  const rows = groups().map(([name, group]) => ({
    name,
    size: group.length,
    numbers: bySeverity(group.flatMap((entry) => entry.findings)),
  }));
  const title = t(rows.length === entries.length && !digests().length ? "trend.entries" : "trend.digests");
  return [el("h3", {}, title), columnChart(rows, title), trendTable(rows)];
}

// Drawn about as wide as it is shown, beside other panels or not, so that its letters are neither large nor small.
const WIDTH = Math.min(720, innerWidth < 960 ? innerWidth - 80 : innerWidth * 0.52);
const [HEIGHT, LEFT, BELOW] = [170, 30, 20];

function columnChart(rows, title) {
  const most = niceCeiling(Math.max(...rows.map(({ numbers }) => sum(numbers))));
  const y = (number) => 6 + (HEIGHT - BELOW - 6) * (1 - number / most);
  const step = (WIDTH - LEFT) / rows.length;
  const width = Math.min(step * 0.72, 36);
  const columns = rows.map(({ name, size, numbers }, place) => {
    const x = LEFT + step * (place + 0.5) - width / 2;
    const bars = numbers.map((number, rank) => {
      const below = sum(numbers.slice(0, rank));
      return (
        number > 0 &&
        svg("rect", { x, width, y: y(below + number), height: y(below) - y(below + number), class: SEVERITIES[rank] })
      );
    });
    return svg(
      "g",
      {},
      svg("title", {}, t("trend.one", name, ...numbers, size)),
      svg("rect", { x: LEFT + step * place, width: step, y: 0, height: HEIGHT - BELOW, class: "ground" }),
      bars,
    );
  });
  const lines = [0, most / 2, most].map((number) => [
    svg("line", { x1: LEFT, x2: WIDTH, y1: y(number), y2: y(number) }),
    svg("text", { x: LEFT - 6, y: y(number) + 4, "text-anchor": "end" }, count(number)),
  ]);
  const every = Math.ceil((rows.length * 85) / WIDTH);
  const names = rows.map(
    ({ name }, place) =>
      place % every === 0 &&
      svg("text", { x: LEFT + step * (place + 0.5), y: HEIGHT - 4, "text-anchor": "middle" }, shortName(name)),
  );
  return svg(
    "svg",
    { class: "columns-chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
    lines,
    columns,
    names,
  );
}

function shortName(name) {
  return name.length > 12 ? `…${name.slice(-11)}` : name;
}

// Twice a round number, so that its half is one as well.
function niceCeiling(number) {
  const scale = 10 ** Math.floor(Math.log10(Math.max(number, 1)));
  return [2, 4, 6, 10, 20].map((factor) => factor * Math.max(scale, 1)).find((ceiling) => ceiling >= number);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function trendTable(rows) {
  const head = el(
    "tr",
    {},
    ["digest", "entries", "errors", "warnings", "notes"].map((key) => el("th", { scope: "col" }, t(key))),
  );
  const lines = rows.map(({ name, size, numbers }) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, name),
      [size, ...numbers].map((number) => el("td", {}, count(number))),
    ),
  );
  const table = el("table", { class: "figures" }, el("thead", {}, head));
  // An archive has hundreds of lines, which few ask for.
  const details = el(
    "details",
    { toggle: () => details.open && table.tBodies.length === 0 && table.append(el("tbody", {}, lines)) },
    el("summary", {}, t("trend.table")),
    table,
  );
  return details;
}

/** Bars of findings by check, which are the choice of a check at the same time. */
function checkBars(findings) {
  const byCheck = [...Map.groupBy(findings, (finding) => finding.check)].sort(
    (one, other) => other[1].length - one[1].length,
  );
  const most = byCheck[0][1].length;
  const bars = byCheck.map(([check, group]) =>
    el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: "bar",
          "data-check": check,
          "aria-pressed": "false",
          title: DATA.checks[check]?.[state.language],
          click: () => narrow({ check: state.check === check ? "" : check }),
        },
        el("code", {}, check),
        segments(bySeverity(group), SEVERITIES, most),
        el("span", { class: "number" }, count(sum(bySeverity(group)))),
      ),
    ),
  );
  return [
    el("h3", {}, t("by.check")),
    el("p", { class: "quiet hint" }, t("by.check.hint")),
    el("ul", { class: "bars" }, bars),
  ];
}

function shares(heading, key, names) {
  const numbers = names.map((name) => entries.filter((entry) => entry[key] === name).length);
  if (!sum(numbers)) return null;
  const legend = names.map(
    (name, rank) =>
      numbers[rank] > 0 &&
      el(
        "li",
        {},
        el("span", { class: `swatch ${key}-${name}` }),
        t(`${key}.${name}`),
        " ",
        el("b", {}, count(numbers[rank])),
      ),
  );
  return el(
    "div",
    {},
    el("h3", {}, t(heading)),
    segments(
      numbers,
      names.map((name) => `${key}-${name}`),
      entries.length,
    ),
    el("ul", { class: "legend" }, legend),
  );
}

/** A bar of segments as long as their numbers; the whole is as long as `most`. */
function segments(numbers, classes, most) {
  const rects = numbers.map(
    (number, rank) =>
      number > 0 &&
      svg("rect", {
        x: (100 * sum(numbers.slice(0, rank))) / most,
        width: (100 * number) / most,
        height: 10,
        class: classes[rank],
      }),
  );
  return svg(
    "svg",
    { class: "segments", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    rects,
  );
}
