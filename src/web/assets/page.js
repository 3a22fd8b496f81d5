// Search as one types, keys, copying, and sorting. Everything else works without this script.
"use strict";
(() => {
  const find = (selector, inside = document) => inside.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const field = find("#q");
  const results = find("#results");
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((it) => String(it).padStart(2, "0")).join("-");

  // Inside Telegram: the colours of the app, which come with the address of the first page.
  const launched = new URLSearchParams(location.hash.slice(1));
  const colours = launched.get("tgWebAppThemeParams");
  const kept = "clausebot-theme";
  try {
    if (colours) sessionStorage.setItem(kept, colours);
    const theme = JSON.parse(sessionStorage.getItem(kept) ?? "{}");
    const names = { "--back": "bg_color", "--text": "text_color", "--link": "link_color", "--soft": "subtitle_text_color" };
    for (const [name, key] of Object.entries(names)) {
      if (/^#[0-9a-f]{6}$/i.test(theme[key])) document.documentElement.style.setProperty(name, theme[key]);
    }
  } catch {
    // Without storage, or with other data, the colours are the page's own.
  }

  // The clause of a link, where only the fragment names it; else the language and the document that the reader chose in
  // the bot, which needs the data that Telegram signed. The page that is opened then has no fragment, so it asks once.
  const open = async () => {
    const data = launched.get("tgWebAppData");
    const given = new URLSearchParams(location.search);
    if (!data || location.pathname !== "/" || given.has("startapp") || given.has("tgWebAppStartParam")) return;
    const start = new URLSearchParams(data).get("start_param");
    if (start) return location.replace(`/?${new URLSearchParams({ startapp: start })}`);
    const answer = await fetch("/launch", { headers: { Authorization: `tma ${data}` } });
    if (!answer.ok) return;
    const chosen = await answer.json();
    const lang = chosen.language ?? document.documentElement.lang;
    if (!chosen.document && lang === document.documentElement.lang) return;
    const path = chosen.document ? `/d/${encodeURIComponent(chosen.document)}` : "/";
    location.replace(`${path}?${new URLSearchParams({ lang })}`);
  };
  open().catch(() => {
    // Without an answer, the page stays as it is.
  });

  // Search: one request at a time, 150 ms after the last letter; an older one is given up.
  let waiting = 0;
  let running = null;
  const search = async () => {
    running?.abort();
    const text = field.value.trim();
    if (!text) {
      results.replaceChildren();
      return;
    }
    const own = new AbortController();
    running = own;
    const query = new URLSearchParams({ q: text, lang: document.documentElement.lang, part: "results" });
    try {
      const answer = await fetch(`/search?${query}`, { signal: own.signal });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (own.signal.aborted) return;
      results.replaceChildren(...found.body.childNodes);
    } catch (error) {
      if (error.name !== "AbortError") results.replaceChildren();
    }
  };
  field.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(search, 150);
  });
  field.addEventListener("compositionend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });

  // Keys. Letters are not taken while somebody types.
  const step = (by) => {
    const links = all("#results a, main ul.clauses a, main article h2 a");
    const at = links.indexOf(document.activeElement);
    const next = links[at + by] ?? (by > 0 ? links[0] : null);
    (next ?? field).focus();
  };
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const isTyping = target.matches("input, select, textarea");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      field.focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (target === field || target.closest("#results, main")) {
        if (target.matches("select, .wide")) return;
        event.preventDefault();
        step(event.key === "ArrowDown" ? 1 : -1);
      }
      return;
    }
    if (event.key === "Escape" && target === field) {
      results.replaceChildren();
      field.blur();
      return;
    }
    if (isTyping) return;
    if (event.key === "/" || event.key === "s") {
      event.preventDefault();
      field.focus();
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      if (target.closest(".wide")) return;
      find(`link[rel=${event.key === "ArrowLeft" ? "prev" : "next"}]`)?.href && location.assign(find(`link[rel=${event.key === "ArrowLeft" ? "prev" : "next"}]`).href);
    } else if (event.key === "?") {
      const keys = find("#keys");
      keys.hidden = !keys.hidden;
      keys.scrollIntoView({ block: "nearest" });
    }
  });

  // Copying: the address and the day are put in here.
  for (const button of all("button[data-copy]")) {
    const label = button.textContent;
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      const address = find("link[rel=canonical]")?.href ?? location.origin + location.pathname;
      const text = button.dataset.copy.replaceAll("{address}", address).replaceAll("{date}", day);
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = label; }, 2000);
      } catch {
        button.hidden = true;
      }
    });
  }

  // Tables are sorted by a click on the head of a column: numbers by value, the rest by letters.
  for (const table of all("table.sortable")) {
    all("thead th", table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const isUp = head.getAttribute("aria-sort") !== "ascending";
        all("thead th", table).forEach((it) => it.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
        const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
        const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
        const body = table.tBodies[0];
        const rows = [...body.rows].sort((a, b) => {
          const [x, y] = [value(a), value(b)];
          const numbers = [x, y].map(Number);
          const by = x && y && numbers.every(Number.isFinite) ? numbers[0] - numbers[1] : order.compare(x, y);
          return isUp ? by : -by;
        });
        body.append(...rows);
      });
    });
  }

  find("main").dataset.printed = `${find("link[rel=canonical]")?.href ?? location.href} · ${day}`;
})();
