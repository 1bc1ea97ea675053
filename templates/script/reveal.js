// Steps through the regions of a finding, most important first: shows only the first ones, or removes them.
// What it moves is in the page: the regions' outlines on the map, the curves' points, the table's numbers.
// In a report of one file every page is an article, and each is served by itself.
((serve) => {
  const pages = document.querySelectorAll("article[data-page]");
  for (const page of pages.length > 0 ? pages : [document]) serve(page);
})((page) => {
  const reveal = page.querySelector(".reveal");
  if (!reveal) return;
  const slider = reveal.querySelector("input[type=range]");
  const readout = reveal.querySelector(".readout");
  const concealed = reveal.querySelector(".concealed");
  const stops = reveal.querySelector(".stops");
  const ways = [...reveal.querySelectorAll("input[type=radio]")];
  const snaps = [...reveal.querySelectorAll("button")];
  const rows = [...page.querySelectorAll(".order-table tbody tr")];
  const outlines = [...page.querySelectorAll(".map path.region")].map((path) => path.getAttribute("d"));
  const svg = "http://www.w3.org/2000/svg";

  // Removing walks the deletion curve, showing the insertion curve: both marks stand at the same step.
  const curves = [...page.querySelectorAll(".curve svg")].map((figure) => {
    const mark = document.createElementNS(svg, "circle");
    mark.setAttribute("class", "step");
    mark.setAttribute("r", "5");
    figure.append(mark);
    const points = figure.querySelector(".graph").getAttribute("d").split(/[ML]/).slice(1);
    return { mark, points: points.map((point) => point.split(" ")) };
  });

  const chosen = () => ways.find((way) => way.checked);

  function words(step, way) {
    const cell = rows[step].querySelector("." + way);
    const area = rows[step].querySelector(".covered").textContent;
    const says = cell.dataset.says ? ", " + reveal.dataset[cell.dataset.says] : "";
    return `${step} ${reveal.dataset.of}, ${area} of the picture: ${reveal.dataset.name} `
      + `${cell.textContent}${says}`;
  }

  function draw() {
    const step = Number(slider.value);
    const way = chosen();
    const hidden = way.value === "removed" ? outlines.slice(0, step) : outlines.slice(step);
    concealed.setAttribute("d", hidden.join(""));
    for (const { mark, points } of curves) {
      const [x, y] = points[Math.min(step, points.length - 1)];
      mark.setAttribute("cx", x);
      mark.setAttribute("cy", y);
    }
    const text = words(step, way.value);
    readout.textContent = `${way.dataset.verb} ${text}`;
    slider.setAttribute("aria-valuetext", text);
    for (const snap of snaps) {
      snap.hidden = snap.dataset.way !== way.value;
      snap.setAttribute("aria-pressed", String(Number(snap.dataset.step) === step));
    }
    for (const row of rows) row.classList.toggle("here", row === rows[step]);
  }

  // The buttons' steps are marked on the slider, too.
  function markStops() {
    stops.replaceChildren(...snaps.filter((snap) => !snap.hidden).map((snap) => {
      const stop = document.createElementNS(svg, "path");
      stop.setAttribute("class", snap.dataset.kind);
      stop.setAttribute("d", `M${snap.dataset.step} 0V1`);
      return stop;
    }));
  }

  slider.addEventListener("input", draw);
  for (const way of ways) {
    way.addEventListener("change", () => {
      draw();
      markStops();
    });
  }
  for (const snap of snaps) {
    snap.addEventListener("click", () => {
      slider.value = snap.dataset.step;
      draw();
    });
  }
  draw();
  markStops();
  reveal.hidden = false;
});
