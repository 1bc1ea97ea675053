// Searches, filters, sorts and pages the list of findings. Without it the list reads the same, a hundred a page.
//
// What is shown is a state: words, a value for each filter, an order, a page. The address's fragment holds it, so that a
// view can be sent, kept and gone back to: #q=spoon&kind=false-positive&sort=-area&page=2
(() => {
  "use strict";

  const pageSize = 100;
  /** What a row is compared by, for each column that the list can be sorted by. */
  const sortValues = {
    number: (row) => row.number,
    object: (row) => row.object.toLowerCase() || null,
    confidence: (row) => row.confidence,
    area: (row) => row.area,
    regions: (row) => row.regions,
  };

  // The state and its permalink

  /** Reads a fragment; what it says that is not allowed, or cannot be decoded, is passed over. */
  function parse(fragment, allowed) {
    const state = { q: "" };
    for (const name of Object.keys(allowed)) state[name] = "";
    state.page = 0;
    for (const pair of fragment.replace(/^#/, "").split("&")) {
      const end = pair.indexOf("=");
      const name = pair.slice(0, Math.max(end, 0));
      const value = decoded(pair.slice(end + 1));
      if (value === null) continue;
      if (name === "q") state.q = value;
      else if (name === "page" && /^[1-9][0-9]{0,6}$/.test(value)) state.page = Number(value);
      else if (Object.hasOwn(allowed, name) && allowed[name].has(value)) state[name] = value;
    }
    return state;
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text.replace(/\+/g, " "));
    } catch {
      return null;
    }
  }

  /** Whether a state shows the whole list in the order in which it is written. */
  function isWhole(state, listed) {
    return Object.entries(state).every(
      ([name, value]) => name === "page" || value === "" || (name === "sort" && value === listed));
  }

  /** The page that a state shows when it names none. */
  function usualPage(state, home) {
    return isWhole(state, home.listed) ? home.page : 1;
  }

  /** The fragment of a state, without what goes without saying. */
  function write(state, home) {
    const pairs = Object.entries(state).filter(([name, value]) =>
      name === "page"
        ? value > 0 && value !== usualPage(state, home)
        : value !== "" && !(name === "sort" && value === home.listed));
    return pairs.map(([name, value]) => name + "=" + encodeURIComponent(value)).join("&");
  }

  // Choosing and ordering

  /** The rows that a state lets through, in their order. */
  function filter(rows, state) {
    const words = state.q.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const wanted = Object.entries(state).filter(
      ([name, value]) => value !== "" && !["q", "sort", "page"].includes(name));
    return rows.filter((row) => {
      for (const [name, value] of wanted) {
        const own = row[name];
        if (own !== value && !(Array.isArray(own) && own.includes(value))) return false;
      }
      for (const word of words) {
        if (!row.words.includes(word)) return false;
      }
      return true;
    });
  }

  /** The rows by a column, `-` in front for the largest first; what is missing comes last, what ties stays. */
  function sort(rows, order) {
    const value = sortValues[order.replace(/^-/, "")];
    if (value === undefined) return rows;
    const sign = order.startsWith("-") ? -1 : 1;
    return rows
      .map((row) => ({ row, key: value(row) }))
      .sort((first, second) => {
        if (first.key === null || second.key === null) {
          return (first.key === null ? 1 : 0) - (second.key === null ? 1 : 0);
        }
        return first.key < second.key ? -sign : first.key > second.key ? sign : 0;
      })
      .map(({ row }) => row);
  }

  /** The rows of the data file, by the names of its columns. */
  function readRows(data) {
    return data.rows.map((values) => {
      const row = {};
      data.columns.forEach((name, index) => { row[name] = values[index]; });
      row.words = [row.question, row.object, row.said, row.model, row.image]
        .join("\n").toLowerCase();
      return row;
    });
  }

  /** The numbers of the pages to lead to: the first, the last, this one and two on each side; 0 for a gap. */
  function pageNumbers(page, count) {
    const numbers = [];
    let last = 0;
    for (let number = 1; number <= count; number += 1) {
      if (number !== 1 && number !== count && Math.abs(number - page) > 2) continue;
      if (number - last === 2) numbers.push(last + 1);
      else if (number - last > 2) numbers.push(0);
      numbers.push(number);
      last = number;
    }
    return numbers;
  }

  function grouped(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  /** What is shown of how many, in words. */
  function shownWords(found, all, page, pageCount) {
    const noun = all === 1 ? " finding" : " findings";
    const words = (found === all ? "" : grouped(found) + " of ") + grouped(all) + noun;
    if (pageCount < 2) return words;
    const end = Math.min(page * pageSize, found);
    return words + ", " + grouped((page - 1) * pageSize + 1) + "\u2013" + grouped(end) + " shown";
  }

  window.halluxList = { parse, write, isWhole, filter, sort, readRows, pageNumbers, shownWords };

  // The page

  const table = document.querySelector("table.findings");
  // In a report of one file other articles have pages and forms of their own.
  const place = table?.closest("article[data-page]") ?? document;
  const form = place.querySelector("form.sift");
  const template = place.querySelector("template[id$='row']");
  const shown = place.querySelector(".shown");
  const pager = place.querySelector("nav.pages");
  if (!window.halluxFindings || !table || !form || !template || !shown || !pager) return;

  const rows = readRows(window.halluxFindings);
  const body = table.tBodies[0];
  const written = [...body.children];
  const home = { page: Number(table.dataset.page) || 1, listed: table.dataset.listed || "" };
  const selects = [...form.querySelectorAll("select")];
  const allowed = Object.fromEntries(
    selects.map((select) => [select.name, new Set([...select.options].map((one) => one.value))]));
  const orders = new Map([[home.listed, rows]]);
  // In a report of one file the list is an article, and its state stands behind the article's name: #findings?q=spoon
  const article = table.closest("article[data-page]");
  let state = parse(fragment() ?? "", allowed);
  let typing = 0;

  /** What of the address is the list's own; null where the address is that of another article. */
  function fragment() {
    const text = location.hash.replace(/^#/, "");
    if (!article) return text;
    const [name, ...rest] = text.split("?");
    return name === article.id ? rest.join("?") : null;
  }

  /** The address of a state; it never is an empty fragment, which would lead to the top of the page. */
  function address(change) {
    const text = write({ ...state, ...change }, home) || "page=" + home.page;
    return "#" + (article ? article.id + "?" : "") + text;
  }

  /** A row of the table: a copy of the template, with text where it has names for it. */
  function element(row) {
    const line = template.content.firstElementChild.cloneNode(true);
    line.id = (article ? article.id + "--" : "") + "f" + row.number;
    const page = article ? "#" + row.page.replace(/\.html$/, "") : row.page;
    for (const part of line.querySelectorAll("[data-field]")) {
      part.textContent = row[part.dataset.field];
    }
    for (const link of line.querySelectorAll("a[href]")) link.setAttribute("href", page);
    for (const said of line.querySelectorAll(".said")) said.className = "said " + row.saidClass;
    for (const picture of line.querySelectorAll(".picture")) fillPicture(picture, row);
    return line;
  }

  /** A use of the one copy of a picture that a report of one file has. */
  function used(row) {
    const space = "http://www.w3.org/2000/svg";
    const image = document.createElementNS(space, "svg");
    const use = document.createElementNS(space, "use");
    image.setAttribute("class", "image");
    image.setAttribute("viewBox", "0 0 " + Number(row.width) + " " + Number(row.height));
    image.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#picture-" + row.source.split("/").pop());
    use.setAttribute("width", row.width);
    use.setAttribute("height", row.height);
    image.append(use);
    return image;
  }

  function fillPicture(picture, row) {
    if (row.source === null) return picture.remove();
    const image = picture.querySelector("img");
    image.width = row.width;
    image.height = row.height;
    if (article) image.replaceWith(used(row));
    else image.setAttribute("src", row.source);
    picture.classList.toggle("small", row.isSmall === 1);
    const drawing = picture.querySelector("svg:not(.image)");
    if (!drawing) return undefined;
    if (row.outline === "" || !/^[Mhvz0-9 -]*$/.test(row.outline)) return drawing.remove();
    drawing.setAttribute("viewBox", "0 0 " + Number(row.width) + " " + Number(row.height));
    for (const path of drawing.querySelectorAll("path")) path.setAttribute("d", row.outline);
    return undefined;
  }

  /** All rows in an order, which is found once: what is typed then only chooses among them. */
  function inOrder(order) {
    if (!orders.has(order)) orders.set(order, sort(rows, order));
    return orders.get(order);
  }

  /** Shows the state; rows are made for its page alone. */
  function render() {
    const order = state.sort || home.listed;
    const found = filter(inOrder(order), state);
    const pageCount = Math.max(1, Math.ceil(found.length / pageSize));
    const page = Math.min(state.page || usualPage(state, home), pageCount);
    if (isWhole(state, home.listed) && page === home.page) {
      if (body.firstElementChild !== written[0]) body.replaceChildren(...written);
    } else {
      const start = (page - 1) * pageSize;
      body.replaceChildren(...found.slice(start, start + pageSize).map(element));
    }
    shown.textContent = shownWords(found.length, rows.length, page, pageCount);
    renderPager(page, pageCount);
    for (const header of table.querySelectorAll("th[data-sort]")) {
      const isOrder = order.replace(/^-/, "") === header.dataset.sort;
      if (!isOrder) header.removeAttribute("aria-sort");
      else header.setAttribute("aria-sort", order.startsWith("-") ? "descending" : "ascending");
    }
  }

  function renderPager(page, pageCount) {
    pager.hidden = pageCount < 2;
    const link = (number, text, relation) => {
      const anchor = document.createElement("a");
      anchor.href = address({ page: number });
      anchor.textContent = text;
      if (relation) anchor.rel = relation;
      return anchor;
    };
    const list = document.createElement("ol");
    for (const number of pageNumbers(page, pageCount)) {
      const item = document.createElement("li");
      if (number === 0) {
        const gap = document.createElement("span");
        gap.className = "gap";
        gap.textContent = "\u2026";
        item.append(gap);
      } else {
        const anchor = link(number, grouped(number));
        if (number === page) anchor.setAttribute("aria-current", "page");
        item.append(anchor);
      }
      list.append(item);
    }
    const parts = [list];
    if (page > 1) parts.unshift(link(page - 1, "\u2190 Previous", "prev"));
    if (page < pageCount) parts.push(link(page + 1, "Next \u2192", "next"));
    pager.replaceChildren(...parts);
  }

  /** Brings the form in line with the state. */
  function fillForm() {
    if (form.elements.q.value !== state.q) form.elements.q.value = state.q;
    for (const select of selects) {
      select.value = state[select.name] || (select.name === "sort" ? home.listed : "");
    }
  }

  /** Goes to a state that the form or a header asks for. */
  function go(change) {
    clearTimeout(typing);
    state = { ...state, page: 0, ...change };
    // Where the list as it is written is not this page's, its first page has to be named.
    if (home.page > 1 && isWhole(state, home.listed)) state.page = 1;
    render();
    fillForm();
  }

  function keep() {
    // The article is shown until its own address has come into force.
    article?.setAttribute("data-open", "");
    location.hash = address({});
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target.name !== "q") return;
    go({ q: event.target.value });
    // One entry of the history for all of the typing, and not one a letter.
    typing = setTimeout(() => {
      article?.setAttribute("data-open", "");
      location.replace(address({}));
    }, 250);
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "q") return;
    go({ [event.target.name]: event.target.value });
    keep();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    go(parse("", allowed));
    keep();
  });

  for (const header of table.querySelectorAll("th[data-sort]")) {
    const key = header.dataset.sort;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const order = state.sort || home.listed;
      const first = key === "confidence" ? "-" + key : key;
      const other = key === "confidence" ? key : "-" + key;
      go({ sort: order === first ? other : first });
      keep();
    });
  }

  addEventListener("hashchange", () => {
    const own = fragment();
    if (own === null) return;
    const next = parse(own, allowed);
    if (write(next, home) === write(state, home)) return;
    clearTimeout(typing);
    const isTurned = next.page !== state.page;
    state = next;
    fillForm();
    render();
    if (!isTurned) return;
    shown.focus({ preventScroll: true });
    shown.scrollIntoView({ block: "start" });
  });

  addEventListener("keydown", (event) => {
    const search = form.elements.q;
    if (event.key === "Escape" && event.target === search) {
      if (search.value === "") return search.blur();
      event.preventDefault();
      go({ q: "" });
      return keep();
    }
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (search.offsetParent === null) return undefined;
    event.preventDefault();
    search.focus();
    return search.select();
  });

  form.hidden = false;
  fillForm();
  render();
})();
