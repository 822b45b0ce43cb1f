// The report's charts. The figures are in the page, as JSON in an attribute; the tables below show the same.
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const onScreen = () => ({ rate: style("--accent"), missed: style("--bad"), onTime: style("--good"), text: getComputedStyle(document.body).color, line: style("--line") });
const onPaper = { rate: "#0b5cad", missed: "#a3191f", onTime: "#1b6b3a", text: "#000", line: "#bbb" };

const base = (colour) => ({
  animation: !calm,
  aria: { enabled: true },
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour.text },
  tooltip: { trigger: "axis", renderMode: "richText" },
  grid: { left: 48, right: 56, top: 40, bottom: 32 },
});
const axis = (colour, more) => ({ axisLabel: { color: colour.text }, nameTextStyle: { color: colour.text }, splitLine: { lineStyle: { color: colour.line } }, ...more });

const drawings = {
  days: (told, colour) => ({
    ...base(colour),
    legend: { textStyle: { color: colour.text }, top: 4 },
    xAxis: axis(colour, { type: "category", data: told.days }),
    yAxis: [axis(colour, { type: "value", name: "封", minInterval: 1 }), axis(colour, { type: "value", name: "%", min: 0, max: 100, splitLine: { show: false } })],
    series: [
      { name: "当日已回", type: "bar", stack: "mails", data: told.on_time, itemStyle: { color: colour.onTime }, barMaxWidth: 36 },
      { name: "超时", type: "bar", stack: "mails", data: told.missed, itemStyle: { color: colour.missed, decal: { symbol: "rect" } }, barMaxWidth: 36 },
      { name: "当日回复率", type: "line", yAxisIndex: 1, data: told.rate, itemStyle: { color: colour.rate }, connectNulls: true, symbolSize: 7 },
    ],
  }),
  causes: (told, colour) => ({
    ...base(colour),
    grid: { left: 120, right: 40, top: 8, bottom: 24 },
    xAxis: axis(colour, { type: "value", minInterval: 1 }),
    yAxis: axis(colour, { type: "category", data: told.names, inverse: true }),
    series: [{ name: "超时", type: "bar", data: told.missed, itemStyle: { color: colour.missed }, label: { show: true, position: "right", color: colour.text }, barMaxWidth: 28 }],
  }),
};

const target = {
  days: (told, at) => {
    const link = new URL(told.misses, location.href);
    link.searchParams.set("from", told.days[at]);
    link.searchParams.set("to", told.days[at]);
    return link;
  },
  causes: (told, at) => told.links[at],
};

for (const place of document.querySelectorAll("[data-chart]")) {
  const kind = place.dataset.chart;
  const told = JSON.parse(place.dataset.figures);
  const chart = echarts.init(place, null, { renderer: "svg" });
  const draw = (colour) => chart.setOption(drawings[kind](told, colour));
  draw(onScreen());
  chart.on("click", (event) => location.assign(target[kind](told, event.dataIndex)));
  addEventListener("resize", () => chart.resize());
  addEventListener("beforeprint", () => {
    place.querySelector("svg").setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`); // so that paper scales it
    draw({ ...onPaper });
  });
  addEventListener("afterprint", () => draw(onScreen()));
  new MutationObserver(() => draw(onScreen())).observe(document.documentElement, { attributes: true });
}
