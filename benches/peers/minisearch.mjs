// Measures minisearch on a retrieval collection: node minisearch.mjs DIRECTORY
// Prints one line of JSON, with the figures of engines.rs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The package is installed beside the working directory, not beside this file.
const MiniSearch = createRequire(`${process.cwd()}/`)("minisearch");

const N_FOUND = 10;
const LEAST_S = 2;
const directory = process.argv[2];
const lines = (name) => readFileSync(`${directory}/${name}`, "utf8").trimEnd().split("\n").map((it) => JSON.parse(it));
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const relevant = new Map();
for (const { qid, did, rel } of lines("qrels.jsonl")) {
  if (rel > 0) relevant.set(qid, (relevant.get(qid) ?? new Set()).add(did));
}
const docs = lines("docs.jsonl").map((it) => ({ id: it.id, body: [it.title, it.text].filter(Boolean).join("\n") }));
const queries = lines("queries.jsonl").filter((it) => relevant.has(it.id));

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const SPACE_OR_PUNCTUATION = /[\n\r\p{Z}\p{P}]+/u;
const tokenize = (text) =>
  /\p{Script=Han}/u.test(text)
    ? Array.from(segmenter.segment(text)).filter((it) => it.isWordLike).map((it) => it.segment)
    : text.split(SPACE_OR_PUNCTUATION);

let start = cpu();
const index = new MiniSearch({ fields: ["body"], tokenize });
index.addAll(docs);
const build = cpu() - start;
const search = (it) => index.search(it.text).slice(0, N_FOUND);
const right = queries.filter((it) => relevant.get(it.id).has(search(it)[0]?.id)).length;
start = cpu();
let asked = 0;
while (cpu() - start < LEAST_S) {
  queries.forEach(search);
  asked += queries.length;
}
const took = cpu() - start;
const measured = {
  engine: "minisearch",
  hit_1: right / queries.length,
  questions_per_cpu_s: asked / took,
  build_us_per_clause: (build * 1e6) / docs.length,
  resident_mb: process.memoryUsage().rss / 1e6,
  peak_mb: (process.resourceUsage().maxRSS * 1024) / 1e6,
};
console.log(JSON.stringify(measured));
