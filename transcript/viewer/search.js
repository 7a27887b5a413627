// Finding words: as they stand, but for capitals, accents and the shape of quotation marks.

const found = { at: -1, rows: [] };
const SPEECH = "speech";
const NOTES = "notes";

/** A text as it is searched. */
const folded = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[‘’‛]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/…/g, "...")
    .replace(/\s/g, " ")
    .toLowerCase();

/** Where a needle stands in a text, as pairs of places: folding changes how long a text is, so letter by letter. */
function placesIn(text, needle) {
  const from = [];
  let haystack = "";
  let at = 0;
  for (const letter of text) {
    const plain = folded(letter);
    for (let more = 0; more < plain.length; more++) from.push(at);
    haystack += plain;
    at += letter.length;
  }
  from.push(at);
  const places = [];
  let end = 0;
  for (let next = haystack.indexOf(needle); next >= 0; next = haystack.indexOf(needle, end)) {
    end = next + needle.length;
    while (from[end] === from[end - 1]) end += 1; // to the end of a letter that folds to several
    places.push([from[next], from[end]]);
  }
  return places;
}

/** A text with its marked places as elements. */
function marked(text, places) {
  const pieces = [];
  let at = 0;
  for (const [first, last] of places) {
    pieces.push(text.slice(at, first), make("mark", "", text.slice(first, last)));
    at = last;
  }
  return [...pieces, text.slice(at)];
}

function searched() {
  const where = $("search-where").selectedOptions[0]?.where ?? {};
  if ("speaker" in where) return cues.filter((cue) => cue.item.speaker === where.speaker);
  if (where.kind === SPEECH) return cues;
  if (where.kind === NOTES) return entries.filter((entry) => entry.kind !== "cue");
  return entries;
}

function textElement(entry) {
  const row = rowOf.get(entry);
  if (entry.kind === "cue") return row.querySelector(".line");
  const beside = [...row.querySelectorAll(".margin .note")].find((note) => note.entry === entry);
  return beside?.querySelector(".what") ?? row.querySelector(".note");
}

function search() {
  const needle = folded($("search-words").value.trim().replace(/\s+/g, " "));
  const where = $("search-where").selectedOptions[0]?.where ?? {};
  unmark();
  hits = [];
  found.at = -1;
  const asked = needle !== "" || "speaker" in where;
  if (asked) {
    for (const entry of searched()) {
      entry.folded ??= folded(textOf(entry));
      if (!entry.folded.includes(needle)) continue;
      hits.push(entry);
      const element = textElement(entry);
      if (!element) continue; // it is being corrected
      if (needle) showMarked(element, entry, placesIn(textOf(entry), needle));
      element.classList.add("hit");
      found.rows.push([element, entry]);
    }
  }
  $("search-count").textContent = !asked ? "" : hits.length ? `${hits.length} found` : "nothing found";
  $("search-previous").disabled = $("search-next").disabled = !hits.length;
  if (timed) draw();
}

function showMarked(element, entry, places) {
  const kind = element.querySelector(":scope > .kind");
  element.replaceChildren(...(kind ? [kind, " "] : []), ...marked(textOf(entry), places));
}

function unmark() {
  for (const [element, entry] of found.rows) {
    showMarked(element, entry, []);
    element.classList.remove("hit", "hit-now");
  }
  found.rows = [];
}

/** Go to the next hit, or the previous; the first time to the next one from here. */
function goToHit(step) {
  if (!hits.length) return;
  if (found.at < 0 && timed) {
    const next = hits.findIndex((hit) => hit.start >= player.time);
    found.at = step > 0 ? Math.max(next, 0) : (next < 0 ? hits.length : next) - 1;
    if (found.at < 0) found.at = hits.length - 1;
  } else {
    found.at = (found.at + step + hits.length) % hits.length;
  }
  $("search-count").textContent = `${found.at + 1} of ${hits.length}`;
  document.querySelector(".hit-now")?.classList.remove("hit-now");
  textElement(hits[found.at])?.classList.add("hit-now");
  goTo(hits[found.at]);
}

function searchSpeaker(name) {
  const select = $("search-where");
  const chosen = select.selectedOptions[0].where;
  const again = chosen.speaker === name;
  for (const option of select.options) {
    option.selected = again ? option.where.kind === "all" : "speaker" in option.where && option.where.speaker === name;
  }
  search();
}

/** Everyone who speaks, to choose from; what was chosen stays chosen. */
function listSpeakers() {
  const select = $("search-where");
  const chosen = select.selectedOptions[0]?.where;
  const option = (text, where) => {
    const made = make("option", "", text);
    made.where = where;
    made.selected = chosen !== undefined && chosen.kind === where.kind && chosen.speaker === where.speaker;
    return made;
  };
  const people = make("optgroup");
  people.label = "Said by";
  people.append(...talk().map(({ name, cues: count }) => option(`${nameOf(name)} (${count})`, { speaker: name })));
  select.replaceChildren(
    option("Everything", { kind: "all" }),
    option("What is said", { kind: SPEECH }),
    option("Shots and notes", { kind: NOTES }),
    people,
  );
  $("known-speakers").replaceChildren(
    ...talk().filter(({ name }) => name !== null).map(({ name }) => {
      const known = make("option");
      known.value = name;
      return known;
    }),
  );
}

function startSearch() {
  listSpeakers();
  let waiting;
  const searchNow = () => {
    clearTimeout(waiting);
    waiting = undefined;
    search();
  };
  $("search-words").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(searchNow, 120);
  });
  $("search-where").addEventListener("change", search);
  $("search").addEventListener("submit", (event) => event.preventDefault());
  $("search-next").addEventListener("click", () => goToHit(1));
  $("search-previous").addEventListener("click", () => goToHit(-1));
  $("search-words").addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (waiting) searchNow();
      goToHit(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      event.target.value = "";
      search();
      event.target.blur();
    }
  });
  search();
}
