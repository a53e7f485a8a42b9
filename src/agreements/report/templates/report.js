"use strict";
(() => {
const $ = (selector, within) => (within || document).querySelector(selector);
const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
const main = document.getElementById("report.main");
const single = "single" in main.dataset;
document.documentElement.classList.add("scripted");

// Text only: nothing is ever written as markup.
const make = (name, text, attributes) => {
  const made = document.createElement(name);
  if (text !== undefined && text !== "") made.textContent = text;
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  return made;
};
const plural = (number, what) => `${number} ${number === 1 ? what.replace(/s$/, "") : what}`;

// Without a script all is unfolded, and on paper too.
const folds = all("details");
const unfold = (open) => { for (const fold of folds) fold.open = open; };
unfold(false);
window.addEventListener("beforeprint", () => unfold(true));
window.addEventListener("afterprint", () => unfold(false));

// Searching: every word must stand in a row; groups and headings without rows go with them.
const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
const units = (area) => {
  if (area.tagName !== "TABLE") return all(":scope > ul > li", area);
  return all(":scope > tbody > tr:not(.group)", area);
};
const search = (area, tools) => {
  const what = tools.dataset.what;
  const rows = units(area);
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const label = make("label", `Search the ${what} `);
  const field = make("input", "", { type: "search", autocomplete: "off" });
  label.append(field);
  const count = make("p", "", { role: "status" });
  const facets = rows.map((row) => (row.dataset.facets || "").split("|"));
  const choices = (area.dataset.facets || "").split("|").filter(Boolean).map((name, number) => {
    const choice = make("select");
    choice.append(make("option", "all", { value: "" }));
    for (const value of [...new Set(facets.map((own) => own[number]))].sort()) choice.append(make("option", value));
    const around = make("label", `${name} `);
    around.append(choice);
    return [choice, around];
  });
  tools.append(label, ...choices.map(([, around]) => around), count);
  const groups = area.tagName === "TABLE"
    ? all(".group", area).map((head) => [[head], [...head.parentElement.rows].filter((row) => row !== head)])
    : all(":scope > ul", area).map((list) => [[list, list.previousElementSibling], [...list.children]]);
  const narrowed = () => words(field.value).length > 0 || choices.some(([choice]) => choice.value);
  // What was found is laid out a part at a time, so that a long list answers at once.
  let [found, shown, later] = [rows, rows.length, 0];
  const tell = () => {
    count.textContent = narrowed() ? `${found.length} of ${plural(rows.length, what)}` : plural(rows.length, what);
  };
  const more = (most) => {
    const end = Math.min(shown + most, found.length);
    for (; shown < end; shown += 1) found[shown].hidden = false;
    clearTimeout(later);
    if (shown < found.length) later = setTimeout(more, 0, 50);
  };
  const show = () => {
    const wanted = words(field.value);
    found = rows.filter((row, number) => wanted.every((word) => texts[number].includes(word))
      && choices.every(([choice], place) => !choice.value || choice.value === facets[number][place]));
    const kept = new Set(found);
    const first = new Set(found.slice(0, 50));
    for (const row of rows) row.hidden = !first.has(row);
    for (const [heads, members] of groups) {
      const none = members.every((row) => !kept.has(row));
      for (const head of heads) head.hidden = none;
    }
    tell();
    shown = first.size;
    more(0);
  };
  window.addEventListener("beforeprint", () => more(Infinity));
  field.addEventListener("input", show);
  for (const [choice] of choices) choice.addEventListener("change", show);
  tell();
  tools.hidden = false;
  return () => {
    if (!narrowed()) return;
    for (const one of [field, ...choices.map(([choice]) => choice)]) one.value = "";
    show();
    more(Infinity);
  };
};
const cleared = new Map();
for (const tools of all(".tools")) {
  const area = document.getElementById(tools.dataset.for);
  cleared.set(area, search(area, tools));
}

// Sorting: numbers as numbers, days and words as text; what has no number comes last either way.
const numberOf = (text) => { const found = /-?\d+(\.\d+)?/.exec(text); return found ? Number(found[0]) : null; };
for (const table of all("table.sorted")) {
  const heads = all("thead th", table);
  heads.forEach((head, place) => {
    const button = make("button", "", { type: "button" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const body = table.tBodies[0];
      const keyed = [...body.rows].map((row) => {
        const text = row.cells[place].textContent.trim();
        return [head.dataset.sort === "number" ? numberOf(text) : text, row];
      });
      const order = new Intl.Collator("en", { numeric: true }).compare;
      keyed.sort(([one], [other]) => {
        if (one === null || other === null) return (one === null) - (other === null);
        return (typeof one === "number" ? one - other : order(one, other)) * (down ? -1 : 1);
      });
      body.append(...keyed.map(([, row]) => row));
    });
  });
}

// Two side by side, unpacked when first asked for.
const holder = document.getElementById("report.pairs");
const form = $(".chooser");
let unpacking = null;
const numbers = (bytes) => {
  const found = [];
  let [number, shift] = [0, 0];
  for (const byte of bytes) {
    number |= (byte & 127) << shift;
    shift += 7;
    if (byte < 128) {
      found.push(number);
      [number, shift] = [0, 0];
    }
  }
  return found;
};
// Five characters are four bytes; what is missing in the last five is none. (Python's base85, with a comma for <.)
const unpacked85 = (text) => {
  const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";
  const value = new Uint8Array(128);
  for (let number = 0; number < 85; number += 1) value[signs.charCodeAt(number)] = number;
  const view = new DataView(new ArrayBuffer(Math.ceil(text.length / 5) * 4));
  for (let start = 0; start < text.length; start += 5) {
    let found = 0;
    for (let at = start; at < start + 5; at += 1) found = found * 85 + (at < text.length ? value[text.charCodeAt(at)] : 84);
    view.setUint32(start / 5 * 4, found);
  }
  return new Uint8Array(view.buffer, 0, Math.floor(text.length * 4 / 5));
};
const signed = (number) => number % 2 ? -(number + 1) / 2 : number / 2;
// The clauses of an agreement, of which most statements are part: packed, or on its page where that is in this file.
const clauses = (data, side) => {
  if (data.lines) return data.lines[side];
  data.read[side] = data.read[side] || all(".clauses li[id]", document.getElementById(tags[side])).map((item) => {
    const text = item.children[1].tagName === "BDI" ? item.children[1].textContent : item.childNodes[1].data.trim();
    const where = $(":scope > i", item).textContent.slice(1, -1);
    const found = where.slice(where.indexOf("; ") + 2);
    return [item.id.slice(tags[side].length + 1), found === "place not recorded" ? "" : found, text];
  });
  return data.read[side];
};
// What an agreement says, by slot and clause: the texts of one aspect, or, in slot 0, what the other one lacks.
const statements = (columns) => {
  const at = Object.fromEntries(Object.keys(columns).map((name) => [name, 0]));
  const next = (name) => columns[name][at[name]++];
  return columns.counts.map((count) => {
    const found = new Map();
    let [slot, line] = [0, 0];
    for (let number = 0; number < count; number += 1) {
      const step = next("slots");
      slot += step;
      line = next("lines") + (step ? 0 : line);
      const one = { line, tail: next("tails"), words: next("words") };
      if (one.words === 1) [one.start, one.rest] = [next("starts"), next("rests")];
      if (slot === 0) one.kind = next("lone");
      const key = `${slot}:${line}`;
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(one);
    }
    return found;
  });
};
// Where the rows of each pair begin in each column, and the rows of one pair.
const starts = (data) => {
  let [row, left, right] = [0, 0, 0];
  for (const pair of Object.values(data.pairs)) {
    pair.start = [row, left, right];
    for (const end = row + pair.rows; row < end; row += 1) {
      if (data.columns.kinds[row] !== 1) left += 1;
      if (data.columns.kinds[row] !== 0) right += 1;
    }
  }
};
const rowsOf = (data, pair, one, other) => {
  const [start, ...at] = pair.start;
  const lines = [0, 0];
  const take = (side, number, slot) => {
    const name = ["left", "right"][side];
    lines[side] += signed(data.columns[`${name}-lines`][at[side]]);
    const choice = data.columns[`${name}-choices`][at[side]];
    at[side] += 1;
    return data.statements[number].get(`${slot}:${lines[side]}`)[choice];
  };
  return data.columns.kinds.slice(start, start + pair.rows).map((kind) => {
    if (kind === 0) { const left = take(0, one, 0); return [left.kind, left, null]; }
    if (kind === 1) { const right = take(1, other, 0); return [right.kind, null, right]; }
    const slot = data.kinds[kind - 2][1] + 1;
    return [kind - 2, take(0, one, slot), take(1, other, slot)];
  });
};
const unpack = () => {
  unpacking = unpacking || (async () => {
    const bytes = unpacked85(holder.textContent.trim());
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const buffer = await new Response(stream).arrayBuffer();
    let start = 4 + new DataView(buffer).getUint32(0, true);
    const data = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, start - 4)));
    data.columns = {};
    for (const [name, length] of Object.entries(data.lengths)) {
      data.columns[name] = numbers(new Uint8Array(buffer, start, length));
      start += length;
    }
    data.statements = statements(data.columns);
    data.read = [];
    starts(data);
    return data;
  })();
  return unpacking;
};
const marks = { strengthened: "[+]", weakened: "[-]", neutral: "[=]", "cannot be told": "[?]" };
const tags = holder ? holder.dataset.tags.trim().split(" ") : [];
const place = (data, side, said, name) => {
  const cell = make("td");
  if (!said) return cell;
  const [path, where, words] = said.line ? clauses(data, side)[said.line - 1] : ["", "", ""];
  const [tail, own] = data.tails[said.tail];
  const spot = own === null ? where : own;
  const text = said.words > 1 ? data.texts[said.words - 2]
    : said.words ? words.slice(said.start, words.length - said.rest) : words;
  if (text) cell.append(make("bdi", text));
  if (text || path || tail || spot) cell.dataset.of = name;
  if (path || tail || spot) {
    const shown = path + tail && spot ? `${path}${tail} (${spot})` : path + tail || spot;
    const anchor = `${tags[side]}/${path}`;
    const small = make("small");
    small.append(path
      ? make("a", shown, { href: single ? `#${anchor}` : `agreement-${tags[side]}.html#${anchor}` })
      : make("bdi", shown));
    if (text) cell.append(make("br"));
    cell.append(small);
  }
  return cell;
};
const sentences = (heading, texts, result) => {
  if (!texts.length) return;
  result.append(make("h3", heading));
  const list = make("ul");
  for (const text of texts) {
    const item = make("li");
    item.append(make("bdi", text));
    list.append(item);
  }
  result.append(list);
};
const compare = async () => {
  const result = $(".result");
  const count = $(".chooser .count");
  const [left, right] = [tags.indexOf(form.left.value), tags.indexOf(form.right.value)];
  const [one, other] = left < right ? [left, right] : [right, left];
  const data = await unpack();
  const pair = data.pairs[`${one}-${other}`];
  result.replaceChildren();
  if (!pair) {
    count.textContent = one === other ? "Choose two different agreements." : "These two were not compared for this report.";
    return;
  }
  if ("error" in pair) { count.textContent = `These two can't be compared: ${data.texts[pair.error]}`; return; }
  const name = (number) => form.left.options[number].textContent;
  const rows = rowsOf(data, pair, one, other);
  const table = make("table");
  const head = make("tr");
  for (const text of ["Effect", "Difference", name(one), name(other)]) {
    const cell = make("th", "", { scope: "col" });
    cell.append(make("bdi", text));
    head.append(cell);
  }
  const top = make("thead");
  top.append(head);
  table.append(top);
  let shown = 0;
  let topic = null;
  let body = null;
  for (const [kind, before, after] of rows) {
    const [about, headline, effect, rule, why] = data.kinds[kind].map((text) => data.texts[text]);
    if ((form.effect.value && effect !== form.effect.value) || (form.topic.value && about !== form.topic.value)) continue;
    shown += 1;
    if (about !== topic) {
      topic = about;
      body = make("tbody");
      const line = make("tr");
      line.append(make("th", about.replaceAll("-", " "), { colspan: "4", scope: "rowgroup" }));
      body.append(line);
      table.append(body);
    }
    const line = make("tr");
    const judged = make("td", `${marks[effect]} ${effect}`);
    const difference = make("td");
    difference.append(make("bdi", headline));
    difference.append(make("br"), make("small", why ? `${why}; rule: ${rule}` : `rule: ${rule}`));
    line.append(judged, difference, place(data, one, before, name(one)), place(data, other, after, name(other)));
    body.append(line);
  }
  const swapped = left > right ? `; ${name(one)}, which stands first in the list, is on the left` : "";
  count.textContent = `${shown} of ${plural(rows.length, "differences")}${swapped}`;
  if (shown) result.append(table);
  sentences("Claims by others (not judged)", pair.claims.map((lines) => lines.map((text) => data.texts[text]).join(" — ")), result);
  sentences("Cannot be told", pair.unclear.map((text) => data.texts[text]), result);
  sentences("Summary", pair.notes.map((text) => data.texts[text]), result);
};
const choose = (left, right) => {
  if (tags.includes(left)) form.left.value = left;
  if (tags.includes(right)) form.right.value = right;
};
if (form) {
  form.hidden = false;
  choose(...(holder.dataset.pairs.split(" ")[0].split("-").map((number) => tags[Number(number)])));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    if (event.target === form.left || event.target === form.right) {
      history.replaceState(null, "", `#side-by-side/${form.left.value}/${form.right.value}`);
    }
    compare();
  });
}

// A cell of the matrix has an address even where it has no id: the row's, a colon, the agreement's.
const matrix = document.getElementById("matrix.table");
const columns = matrix ? all("thead th a", matrix).map((link) => tagOf(link)) : [];
function tagOf(link) {
  const address = link.getAttribute("href");
  return single ? address.slice(1) : address.replace(/^agreement-|\.html$/g, "");
}
const cellAt = (hash) => {
  const colon = hash.lastIndexOf(":");
  const row = colon > 0 && document.getElementById(hash.slice(0, colon + 1));
  const number = columns.indexOf(hash.slice(colon + 1));
  return row && number >= 0 ? row.parentElement.cells[number + 1] : null;
};
const point = (element) => {
  for (const other of all(".pointed")) other.classList.remove("pointed");
  element.classList.add("pointed");
};
if (matrix) {
  matrix.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (!cell || event.target.closest("a")) return;
    const row = $("th", cell.parentElement).id;
    history.replaceState(null, "", `#${row}${columns[cell.cellIndex - 1]}`);
    point(cell);
  });
}

// In one file one page is shown at a time; the browser's own search still finds what is on the others.
const pages = all(".page");
const reveal = (page) => {
  for (const other of pages) {
    if (other === page) other.removeAttribute("hidden");
    else other.setAttribute("hidden", "until-found");
  }
  for (const link of all("nav a")) {
    if (link.getAttribute("href") === `#${page.id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
};
const go = () => {
  let hash = "";
  try { hash = decodeURIComponent(location.hash.slice(1)); } catch { /* no address of ours */ }
  const [head, left, right] = hash.split("/");
  const beside = form && head === "side-by-side";
  let target = (hash && document.getElementById(hash)) || cellAt(hash);
  if (beside) target = document.getElementById("side-by-side");
  const page = target ? target.closest(".page") : pages[0];
  if (single && page) reveal(page);
  if (beside && left) choose(left, right);
  if (form && page && page.id === "side-by-side") compare();
  if (!target || target === main) return;
  const area = target.closest("table, .clauses");
  if (area && cleared.has(area)) cleared.get(area)();
  if (target.closest("td, li, th")) point(target);
  target.scrollIntoView({ block: target.matches(".page") ? "start" : "center", inline: "center" });
};
// The browser prints the page in view; the button brings all into view, each on a sheet of its own, until that is done.
const whole = $(".whole");
if (single && whole) {
  whole.hidden = false;
  $("button", whole).addEventListener("click", () => {
    for (const page of pages) page.removeAttribute("hidden");
    window.addEventListener("afterprint", go, { once: true });
    window.print();
  });
}
for (const page of pages) page.addEventListener("beforematch", () => { if (single) reveal(page); });
window.addEventListener("hashchange", go);
go();
})();
