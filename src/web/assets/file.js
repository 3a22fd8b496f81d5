// Search in the clauses of this file: those that have all words, in any script that the file has.
"use strict";
(() => {
  const field = document.querySelector("#q");
  const results = document.querySelector("#results");
  const most = 50;
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  let clauses = null;
  const all = () => clauses ??= [...document.querySelectorAll("section.clause")].map((it) => {
    const words = it.querySelector("div").textContent;
    return { id: it.id, lang: it.lang, name: it.querySelector("a.number").textContent, words, folded: fold(words) };
  });
  const search = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const found = words.length ? all().filter((it) => words.every((word) => it.folded.includes(word) || it.name === word)) : [];
    const list = document.createElement("ul");
    list.className = "clauses";
    for (const clause of found.slice(0, most)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${clause.id}`;
      link.textContent = clause.name;
      const text = document.createElement("span");
      text.lang = clause.lang;
      text.textContent = ` ${clause.words.slice(0, 100)}${clause.words.length > 100 ? "…" : ""}`;
      item.append(link, text);
      list.append(item);
    }
    results.replaceChildren(...(found.length ? [list] : []));
  };
  field.addEventListener("input", search);
  field.form.addEventListener("submit", (event) => event.preventDefault());
})();
