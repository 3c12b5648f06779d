"use strict";
// The page of `kg view`. Cytoscape draws; what articles say reaches the page as text only, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const $ = id => document.getElementById(id);
const LISTED = 300; // facts in the list beside the drawing; filters narrow it
const QUADS = ["material cooperation", "verbal cooperation", "verbal conflict", "material conflict", "structure"];
const STROKES = { actual: "solid", denied: "dotted", negated: "dotted", refused: "dotted", halted: "dotted" }; // else dashed
const stroke = modality => STROKES[modality] || "dashed";
const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name.replace(" ", "-")).trim();
const words = name => name.toLowerCase().replaceAll("_", " ");
const named = new Map(data.nodes.map(node => [node.id, node]));
const reads = fact => `${named.get(fact.source).name} ${fact.label} ${named.get(fact.target).name}`;

function element(tag, text, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) made.textContent = text;
  return made;
}

// ---- the drawing ---------------------------------------------------------------------------------------------------

const facts = new Map(data.edges.map(fact => [fact.id, fact]));
const most = key => list => Math.max(1, ...list.map(entry => entry[key]));
const busiest = most("degree")(data.nodes), loudest = most("mentions")(data.edges);
const size = node => 12 + 22 * Math.sqrt(node.degree / Math.max(busiest, 12));
const width = fact => 1.2 + 4 * Math.log2(fact.mentions) / Math.max(3, Math.log2(loudest));
const crowded = data.edges.length > 800;
const LETTERS = 12.5; // height of a name on the screen, in pixels, whatever the zoom
const drawing = cytoscape({
  container: $("graph"),
  elements: [
    ...data.nodes.map(node => ({ group: "nodes", data: { id: "n:" + node.id, name: node.name, kind: node.kind, size: size(node) } })),
    ...data.edges.map(fact => ({ group: "edges", classes: fact.symmetric ? "" : "directed", data: {
      id: "f:" + fact.id, source: "n:" + fact.source, target: "n:" + fact.target, fact: fact.id, label: fact.label, quad: fact.quad,
      stroke: stroke(fact.modality), width: width(fact) } })),
  ],
  minZoom: .08, maxZoom: 5, boxSelectionEnabled: false, hideEdgesOnViewport: crowded, textureOnViewport: crowded,
});

function paint() {
  const ink = colour("ink"), ground = colour("bg"), mark = colour("mark");
  drawing.style([
    { selector: "node", style: { width: "data(size)", height: "data(size)", "background-color": node => colour(node.data("kind")),
      label: "data(name)", color: ink, "font-size": LETTERS / drawing.zoom(), "text-valign": "top", "text-margin-y": -3,
      "text-outline-color": ground, "text-outline-width": 2.5 / drawing.zoom() } },
    { selector: "edge", style: { width: "data(width)", "line-color": edge => colour(edge.data("quad")), "line-style": "data(stroke)",
      "curve-style": "bezier", "control-point-step-size": 26, opacity: crowded ? .45 : .72, "target-arrow-color": edge => colour(edge.data("quad")), "arrow-scale": .9 } },
    { selector: "edge.directed", style: { "target-arrow-shape": "triangle" } },
    { selector: "edge.hover, edge:selected", style: { label: "data(label)", color: ink, "font-size": LETTERS / drawing.zoom(),
      "text-rotation": "autorotate", "text-outline-color": ground, "text-outline-width": 2.5 / drawing.zoom(), opacity: 1, "z-index": 9, "z-index-compare": "manual" } },
    { selector: ":selected", style: { "overlay-color": mark, "overlay-opacity": .3, "overlay-padding": 4 } },
    { selector: "node.unnamed", style: { "text-opacity": 0 } },
    { selector: "node:selected, node.hover", style: { "text-opacity": 1, "z-index": 10 } },
    { selector: ".faded", style: { opacity: .1 } },
    { selector: ".gone", style: { display: "none" } },
  ]);
}

// Names that would stand on one another give way to those of the actors with more facts; zooming in brings them back.
function name() {
  const placed = [];
  paint();
  drawing.batch(() => drawing.nodes().sort((one, other) => other.degree() - one.degree()).forEach(node => {
    const box = node.renderedBoundingBox({ includeNodes: false, includeOverlays: false });
    const free = placed.every(other => box.x1 > other.x2 || other.x1 > box.x2 || box.y1 > other.y2 || other.y1 > box.y2);
    const shown = node.visible() && !node.hasClass("faded");
    node.toggleClass("unnamed", shown && !free);
    if (shown && free) placed.push(box);
  }));
}

let waiting = 0;
function rename() {
  clearTimeout(waiting);
  waiting = setTimeout(name, 120);
}

function arrange() {
  drawing.resize(); // the legend has taken its room
  drawing.layout({ name: "fcose", animate: false, quality: data.nodes.length > 400 ? "default" : "proof", nodeDimensionsIncludeLabels: true,
    idealEdgeLength: 120, edgeElasticity: .02, nodeRepulsion: 9000, packComponents: true, padding: 30 }).run();
}

// ---- what is shown -------------------------------------------------------------------------------------------------

const days = [...new Set(data.edges.flatMap(fact => [fact.first, fact.last]).filter(Boolean).map(day => day.slice(0, 10)))].sort();

// A fact stands from its first report to its last; one without a date is always shown.
const passes = fact => (!$("relation").value || fact.relation === $("relation").value)
  && (!$("modality").value || fact.modality === $("modality").value)
  && (!$("until").value || !fact.first || fact.first.slice(0, 10) <= $("until").value)
  && (!$("from").value || !fact.last || fact.last >= $("from").value);

function refresh() {
  const text = $("find").value.trim().toLowerCase();
  const meant = id => !text || named.get(id).name.toLowerCase().includes(text);
  const kept = data.edges.filter(passes), shown = new Set(kept.map(fact => fact.id));
  const hit = new Set(kept.filter(fact => meant(fact.source) || meant(fact.target)).map(fact => fact.id));
  drawing.batch(() => {
    drawing.edges().forEach(edge => {
      const id = edge.data("fact");
      edge.toggleClass("gone", !shown.has(id)).toggleClass("faded", shown.has(id) && !hit.has(id));
    });
    drawing.nodes().forEach(node => {
      const edges = node.connectedEdges(), near = edges.some(edge => hit.has(edge.data("fact")));
      node.toggleClass("gone", !edges.some(edge => shown.has(edge.data("fact"))));
      node.toggleClass("faded", !near && !(text && meant(node.id().slice(2))));
    });
  });
  $("count").textContent = `${drawing.nodes().not(".gone").length} actors, ${kept.length} of ${data.edges.length} facts`;
  list(kept.filter(fact => hit.has(fact.id)));
  rename();
}

// ---- the panel: all facts as a list, or one fact with its sentences ------------------------------------------------

function list(found, heading = "Facts", hint = "Pick one, or an actor or edge of the drawing, for the sentences it rests on.") {
  const entries = element("ul");
  for (const fact of found.slice(0, LISTED)) {
    const entry = element("li"), button = element("button", reads(fact), { type: "button" });
    button.style.setProperty("--quad", `var(--${fact.quad.replace(" ", "-")})`);
    button.append(element("small", ` ×${fact.mentions}`));
    button.addEventListener("click", () => choose(fact));
    entry.append(button);
    entries.append(entry);
  }
  const more = found.length > LISTED ? ` The first ${LISTED} of ${found.length} are listed: filter for the others.` : "";
  $("panel").replaceChildren(element("h2", heading), element("p", found.length ? hint + more : "No fact passes the filters."), entries);
}

function tell(fact) {
  const back = element("button", "← All facts", { type: "button", id: "back" }), dates = [...new Set([fact.first, fact.last].filter(Boolean))];
  back.addEventListener("click", () => { drawing.elements().unselect(); refresh(); });
  const facet = [fact.quad, fact.modality, fact.confidence === null ? "" : `confidence ${fact.confidence.toFixed(2)}`, dates.length ? "reported " + dates.join(" to ") : ""];
  $("panel").replaceChildren(back, element("h2", reads(fact)), element("p", facet.filter(Boolean).join(" · ")));
  for (const said of fact.evidence) {
    const quote = element("blockquote", said.sentence), cite = element("cite", [said.title, said.source, said.reported, also(said.also)].filter(Boolean).join(" · "));
    if (/^https?:\/\//i.test(said.url || "")) cite.append(" ", element("a", "open", { href: said.url, rel: "noopener noreferrer", target: "_blank" }));
    quote.append(cite);
    $("panel").append(quote);
  }
  const left = fact.mentions - fact.evidence.reduce((told, said) => told + 1 + said.copies, 0);
  if (left > 0) $("panel").append(element("p", `${left} more: kg why tells them all.`));
}

function also(papers) {
  return papers ? `also in ${papers} other paper${papers > 1 ? "s" : ""}` : "";
}

function choose(fact) {
  drawing.elements().unselect();
  drawing.$id("f:" + fact.id).select();
  tell(fact);
  $("back").focus({ preventScroll: true });
}

// ---- controls ------------------------------------------------------------------------------------------------------

function theme(name) {
  document.documentElement.dataset.theme = name;
  paint();
}

function fill(id, values) {
  for (const value of [...new Set(values)].sort()) $(id).append(element("option", words(value), { value }));
}

function legend() {
  const entry = (kind, text, style) => { const made = element("span"), sign = element("i", undefined, { className: kind }); Object.assign(sign.style, style); made.append(sign, text); $("legend").append(made); };
  for (const quad of QUADS.filter(quad => data.edges.some(fact => fact.quad === quad))) entry("line", quad, { borderColor: `var(--${quad.replace(" ", "-")})` });
  for (const [style, text] of [["dashed", "said, planned, threatened"], ["dotted", "denied, refused, ended"]])
    if (data.edges.some(fact => stroke(fact.modality) === style)) entry("line", text, { borderTopStyle: style });
  for (const kind of [...new Set(data.nodes.map(node => node.kind))].sort()) entry("dot", kind, { background: `var(--${kind})` });
}

function reset() {
  for (const id of ["find", "relation", "modality"]) $(id).value = "";
  $("from").value = days[0] || "";
  $("until").value = days.at(-1) || "";
  $("time").value = $("time").max;
  drawing.elements().unselect();
  refresh();
}

const MOVES = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
const ZOOMS = { "+": 1.2, "=": 1.2, "-": 1 / 1.2 };
function steer(key) {
  if (key in MOVES) drawing.panBy({ x: MOVES[key][0], y: MOVES[key][1] });
  else if (key in ZOOMS) drawing.zoom({ level: drawing.zoom() * ZOOMS[key], renderedPosition: { x: drawing.width() / 2, y: drawing.height() / 2 } });
  else if (key === "0") drawing.fit(undefined, 30);
  else return false;
  return true;
}

fill("relation", data.edges.map(fact => fact.relation));
fill("modality", data.edges.map(fact => fact.modality));
$("time").max = Math.max(days.length - 1, 0);
$("dates").hidden = days.length < 2;
for (const id of ["find", "relation", "modality", "from", "until"]) $(id).addEventListener("input", refresh);
$("time").addEventListener("input", () => { $("until").value = days[$("time").value]; refresh(); });
$("reset").addEventListener("click", reset);
$("fit").addEventListener("click", () => drawing.fit(undefined, 30));
$("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
$("graph").addEventListener("keydown", pressed => { if (steer(pressed.key)) pressed.preventDefault(); });
document.addEventListener("keydown", pressed => { if (pressed.key === "Escape") reset(); });
drawing.on("tap", "edge", event => choose(facts.get(event.target.data("fact"))));
drawing.on("tap", "node", event => {
  const id = event.target.id().slice(2);
  list(data.edges.filter(fact => passes(fact) && (fact.source === id || fact.target === id)), named.get(id).name);
});
drawing.on("tap", event => { if (event.target === drawing) refresh(); });
drawing.on("zoom", rename);
drawing.on("dragfree", "node", rename);
drawing.on("mouseover", "*", event => event.target.addClass("hover"));
drawing.on("mouseout", "*", event => event.target.removeClass("hover"));

theme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
legend();
arrange();
reset();
