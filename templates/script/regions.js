// Shows which region is which: pointing at it on the map, or at a line of the proof, marks it on every picture.
// The map becomes one stop of the Tab key; arrow keys walk its regions by rank. All words are in the page already.
// In a report of one file every page is an article, and each is served by itself.
((serve) => {
  const pages = document.querySelectorAll("article[data-page]");
  for (const page of pages.length > 0 ? pages : [document]) serve(page);
})((page) => {
  const map = page.querySelector(".map svg:not(.image)");
  if (!map) return;
  const links = [...map.querySelectorAll("a[data-region]")];
  const line = page.querySelector(".pointed-at");
  const paths = new Map(links.map((link) => [link.dataset.region, link.querySelector("path")]));
  const svg = "http://www.w3.org/2000/svg";

  // Two strokes on each picture, dark and light, so that they show on any of them.
  const marks = [];
  for (const picture of page.querySelectorAll(
    ":is(.map, .panel, .reveal .picture) svg:not(.image)")) {
    for (const name of ["pointed-halo", "pointed"]) {
      const mark = document.createElementNS(svg, "path");
      mark.setAttribute("class", name);
      picture.append(mark);
      marks.push(mark);
    }
  }

  function mark(regions) {
    const outline = regions.map((region) => paths.get(region)?.getAttribute("d") ?? "").join("");
    for (const each of marks) each.setAttribute("d", outline);
  }

  function point(link) {
    mark([link.dataset.region]);
    line.textContent = link.querySelector("title").textContent;
  }

  function rest() {
    mark([]);
    line.textContent = line.dataset.hint;
  }

  function openRows(target) {
    const rows = document.getElementById(target)?.closest("details");
    if (rows) rows.open = true;
  }

  // One stop of the Tab key: the region where the keys were last.
  function settle(link) {
    for (const each of links) each.setAttribute("tabindex", each === link ? "0" : "-1");
  }

  map.addEventListener("keydown", (event) => {
    const here = links.indexOf(event.target.closest("a"));
    if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const there = {
      ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1,
      Home: 0, End: links.length - 1,
    }[event.key];
    if (event.key === "Escape") return event.target.blur();
    if (there === undefined) return;
    event.preventDefault();
    const next = links[Math.min(Math.max(there, 0), links.length - 1)];
    settle(next);
    next.focus();
  });
  for (const link of links) {
    link.addEventListener("pointerenter", () => point(link));
    link.addEventListener("pointerleave", rest);
    link.addEventListener("focus", () => point(link));
    link.addEventListener("blur", rest);
    link.addEventListener("click", () => settle(link));
  }

  for (const proof of page.querySelectorAll("[data-regions]")) {
    const regions = proof.dataset.regions.split(" ");
    for (const event of ["pointerenter", "focusin"]) proof.addEventListener(event, () => mark(regions));
    for (const event of ["pointerleave", "focusout"]) proof.addEventListener(event, () => mark([]));
  }

  for (const link of page.querySelectorAll('a[href^="#"][href*="region-"]')) {
    link.addEventListener("click", () => openRows(link.getAttribute("href").slice(1)));
  }
  if (location.hash) openRows(location.hash.slice(1));
  settle(links[0]);
  rest();
});
