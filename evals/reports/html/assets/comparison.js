// The overview of a comparison: the verdict with its reasons, and every metric with the interval of its difference.

function comparisonOverview() {
  const { verdict, reasons, metrics } = DATA;
  return el(
    "section",
    { class: "overview", "aria-labelledby": "overview" },
    el("h2", { id: "overview", class: verdict }, t(`verdict.${verdict}`)),
    el(
      "ul",
      { class: "reasons" },
      reasons[state.language].map((reason) => el("li", {}, reason)),
    ),
    metrics.length > 0 &&
      el(
        "div",
        { class: "panel metrics", role: "region", tabindex: 0, "aria-label": t("metrics") },
        metricTable(metrics),
      ),
  );
}

function metricTable(metrics) {
  const names = ["metric", "papers", "A", "B", "difference", "interval", "p", "wins"];
  const head = names.map((name) => el("th", { scope: "col" }, name === "A" || name === "B" ? name : t(name)));
  return el(
    "table",
    { class: "figures" },
    el("caption", {}, t("metrics")),
    el("thead", {}, el("tr", {}, head)),
    el("tbody", {}, metrics.map(metricRow)),
  );
}

function metricRow(metric) {
  const { name, papers, a, b, difference, low, high, p, better, wins, ties, losses } = metric;
  const way =
    better &&
    el(
      "span",
      { class: "quiet", title: t(better) },
      better === "lower" ? " ↓" : " ↑",
      el("span", { class: "unseen" }, t(better)),
    );
  const cells = [
    count(papers),
    figure(a),
    figure(b),
    signed(difference),
    interval(metric),
    figure(p),
    better && papers ? `${wins} / ${ties} / ${losses}` : "–",
  ];
  return el(
    "tr",
    { class: outcome({ low, high, better }) },
    el("th", { scope: "row" }, name[state.language], way),
    cells.map((cell) => el("td", {}, cell)),
  );
}

/** Shows what the metrics say of one paper, from A to B. */
function measures(entry) {
  return el(
    "dl",
    { class: "measures" },
    entry.measures.map(({ name, better, a, b }) =>
      el("div", {}, el("dt", {}, name[state.language]), el("dd", { class: turn(a, b, better) }, change(a, b))),
    ),
  );
}

function change(a, b) {
  return a === b ? figure(a) : `${figure(a)} → ${figure(b)}`;
}

/** Tells whether a paper fared better or worse with B. */
function turn(a, b, better) {
  if (!better || a === null || b === null || a === b) return null;
  return b > a === (better === "higher") ? "gain" : "loss";
}

/** Tells whether the whole interval lies on one side of zero, and whether that is the good one. */
function outcome({ low, high, better }) {
  if (low === null || high === null || !better || (low <= 0 && 0 <= high)) return null;
  return low > 0 === (better === "higher") ? "gain" : "loss";
}

function interval({ difference, low, high }) {
  if (low === null || high === null) return "–";
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const x = (number) => 60 + (56 * number) / reach;
  const drawing = svg(
    "svg",
    { class: "interval", viewBox: "0 0 120 14", "aria-hidden": "true" },
    svg("line", { x1: 60, x2: 60, y1: 0, y2: 14, class: "zero" }),
    svg("line", { x1: x(low), x2: x(high), y1: 7, y2: 7 }),
    svg("circle", { cx: x(difference), cy: 7, r: 3.5 }),
  );
  return [drawing, `${signed(low)} … ${signed(high)}`];
}

function figure(number) {
  return number === null ? "–" : number.toLocaleString(state.language, { maximumSignificantDigits: 3 });
}

function signed(number) {
  return number === null
    ? "–"
    : number.toLocaleString(state.language, { maximumSignificantDigits: 3, signDisplay: "exceptZero" });
}
