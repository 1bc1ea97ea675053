// In a report of one file: names the page that shows, and shows it for addresses that hold a script's state, too.
//
// Each page is an article with its name as id and as data-page; "#findings?q=spoon" is the page "findings" with its state
// "q=spoon". Without this script, plain links between pages work all the same.
"use strict";

(() => {
  const pages = [...document.querySelectorAll("article[data-page]")];
  const links = [...document.querySelectorAll("a[href^='#']")].filter(
    (link) => !link.closest("article[data-page]"),
  );

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function current() {
    const fragment = location.hash.slice(1);
    const target = document.getElementById(decoded(fragment));
    const name = decoded(fragment.split("?")[0]);
    return target?.closest("article[data-page]") ?? pages.find((page) => page.id === name) ?? pages[0];
  }

  let last = null;

  function show() {
    const page = current();
    const hasState = location.hash.includes("?");
    const wasOpen = pages.some((other) => other !== page && other.hasAttribute("data-open"));
    for (const other of pages) other.toggleAttribute("data-open", hasState && other === page);
    for (const link of links) {
      const isCurrent = link.closest("nav") && link.hash === page.dataset.current;
      if (isCurrent) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = page.dataset.title;
    // The browser went to its place while another page was still open, or there was none.
    if (page !== last && (hasState || wasOpen)) {
      const target = document.getElementById(decoded(location.hash.slice(1)));
      if (target && target !== page) target.scrollIntoView();
      else window.scrollTo(0, 0);
    }
    last = page;
  }

  for (const link of links.filter((link) => link.hidden)) {
    link.hidden = false;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const page = current();
      page.tabIndex = -1;
      page.focus();
    });
  }
  window.addEventListener("hashchange", show);
  show();
})();
