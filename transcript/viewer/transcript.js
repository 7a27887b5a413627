// The transcript in reading form: cue under cue, shot notes in the margin, problems where they are.

const BLOCK = 40; // rows that the browser lays out, or leaves aside, together

/** The row of an entry: its own, or that of the cue in whose margin it stands. */
const rowOf = new Map();
const marks = new Map(); // problem -> where it is told
const current = { cue: null, shot: null };
const following = { on: true, still: false }; // still: while a click seeks, which moves nothing away from under it

const labelOf = (entry) => entry.item.timecode ?? "";

function timecodeButton(entry) {
  const button = make("button", "tc", labelOf(entry));
  button.type = "button";
  button.tabIndex = -1;
  const { time, typed } = entry.item;
  if (time === "repaired" && typed) {
    button.classList.add("mended");
    button.title = `typed ${typed} in the script`;
  } else if (time === "estimated") {
    button.classList.add("estimated");
    button.title = "estimated: the script gives no timecode here";
  }
  return button;
}

function cueRow(cue, before) {
  const { speaker, qualifier, voice_over: voiceOver, line, number } = cue.item;
  const goesOn = before !== undefined && before.item.speaker === speaker && !cue.opens;
  const name = make("button", `who ${colourOf(speaker)}`, nameOf(speaker));
  name.type = "button";
  name.tabIndex = -1;
  const heading = make(goesOn ? "div" : "h3", goesOn ? "heading goes-on" : "heading", name);
  const asides = [voiceOver ? "V/O" : "", qualifier ?? ""].filter(Boolean).join(" · ");
  if (asides && !goesOn) heading.append(make("span", "aside", asides));
  const words = make("p", "line", line);
  words.dir = "auto";
  const row = make("div", "row cue", timecodeButton(cue), heading, make("div", "words", words), make("div", "margin"));
  if (!goesOn) row.classList.add("opens");
  row.id = `cue-${number}`;
  row.entry = cue;
  return row;
}

function noteRow(entry) {
  const note = make("p", `note ${entry.kind}`, textOf(entry));
  note.dir = "auto";
  if (entry.kind !== "shot") {
    note.prepend(make("span", "kind", entry.kind === "sound" ? "sound" : "on screen"), " ");
  }
  const row = make("div", `row ${entry.kind}`, timecodeButton(entry), make("div", "words", note));
  row.entry = entry;
  return row;
}

function marginNote(shot) {
  const note = make("p", "note shot", make("span", "at", labelOf(shot)), make("span", "what", textOf(shot)));
  note.entry = shot;
  note.dir = "auto";
  return note;
}

function problemMark(problem) {
  const { severity, message, fix } = problem;
  return make("p", `problem ${severity}`, make("b", "", severity), ` ${message}${fix ? `; ${fix}` : ""}`);
}

/** A shot stands in the margin of the cue that begins with it, or is spoken while it begins. */
function cueBeside(shot, cue, next) {
  if (next?.kind === "cue" && next.start === shot.start && next.item.lines[0] >= shot.item.lines[0]) return next;
  return cue && (shot.start < cue.end || shot.start === cue.start) ? cue : null;
}

/** The rows of the transcript, in blocks. */
function buildTranscript() {
  const blocks = [];
  let rows = [];
  let waiting = []; // shots that stand in the margin of the cue to come
  let cue;
  let length = 0;
  const close = () => {
    if (!rows.length) return;
    const block = make("div", "block", ...rows);
    block.style.containIntrinsicBlockSize = `auto ${Math.round(length)}px`;
    blocks.push(block);
    rows = [];
    length = 0;
  };
  entries.forEach((entry, at) => {
    const beside = entry.kind === "shot" && cues.length ? cueBeside(entry, cue, entries.slice(at + 1, at + 6).find((next) => next.kind !== "shot")) : null;
    let row;
    if (beside && beside !== cue) {
      waiting.push(entry);
      return;
    }
    if (beside) {
      row = rowOf.get(cue);
      row.querySelector(".margin").append(marginNote(entry));
    } else if (entry.kind === "cue") {
      row = cueRow(entry, cue);
      for (const shot of waiting) {
        row.querySelector(".margin").append(marginNote(shot));
        rowOf.set(shot, row);
        markProblems(row, shot);
      }
      waiting = [];
      cue = entry;
      rows.push(row);
      length += 26 + 22 * Math.floor(entry.item.line.length / 70);
    } else {
      row = noteRow(entry);
      rows.push(row);
      length += 26;
    }
    rowOf.set(entry, row);
    markProblems(row, entry);
    if (rows.length >= BLOCK) close();
  });
  close();
  $("rows").replaceChildren(...blocks);
  $("rows").classList.toggle("no-speech", !cues.length);
  $("rows").classList.toggle("untimed", !timed);
  $("rows").lang = script.source.language ?? "";
}

function markProblems(row, entry) {
  for (const problem of entry.problems) {
    marks.set(problem, problemMark(problem));
    row.querySelector(".words").append(marks.get(problem));
  }
}

/** Put a cue's row in the place of the one that showed it before it was corrected. */
function redrawCue(cue) {
  const old = rowOf.get(cue);
  const row = cueRow(cue, cues[cue.place - 1]);
  row.querySelector(".margin").append(...old.querySelector(".margin").childNodes);
  row.querySelector(".words").append(...old.querySelectorAll(".problem"));
  row.classList.toggle("corrected", corrected.has(cue.item.number));
  if (corrected.has(cue.item.number)) row.querySelector(".words").append(correctionMark(cue));
  old.replaceWith(row);
  for (const [entry, place] of rowOf) if (place === old) rowOf.set(entry, row);
  if (current.cue === cue) markCurrent(cue);
}

// ---- the line being spoken ----

function markCurrent(cue) {
  const old = document.querySelector("#rows .now");
  if (old) {
    old.classList.remove("now");
    old.removeAttribute("aria-current");
    for (const field of old.querySelectorAll(".tc, .who, .line")) field.tabIndex = -1;
  }
  const row = cue && rowOf.get(cue);
  if (!row) return;
  row.classList.add("now");
  row.setAttribute("aria-current", "true");
  for (const field of row.querySelectorAll(".tc, .who, .line")) {
    field.tabIndex = 0;
    field.setAttribute("aria-describedby", "hint-edit");
  }
}

function markShot(shot) {
  document.querySelector("#rows .shot-now")?.classList.remove("shot-now");
  const row = shot && rowOf.get(shot);
  if (!row) return;
  const note = [...row.querySelectorAll(".margin .note")].find((one) => one.entry === shot) ?? row.querySelector(".note");
  note?.classList.add("shot-now");
}

/** What scrolls: the transcript, or in a low window the page; and between which heights of the window it is seen. */
function scrolled() {
  if (lowWindow.matches) return { scroller: document.scrollingElement, top: 0, bottom: innerHeight };
  const scroller = $("transcript");
  const { top, bottom } = scroller.getBoundingClientRect();
  return { scroller, top, bottom };
}

/** Bring a row to a third of the height, where it can be read on from. */
function bringIntoView(row) {
  const { scroller, top, bottom } = scrolled();
  const way = () => row.getBoundingClientRect().top - top - (bottom - top) / 3;
  const smooth = !reducedMotion.matches && Math.abs(way()) < bottom - top;
  scroller.scrollBy({ top: way(), behavior: smooth ? "smooth" : "instant" });
  // What had not been laid out before may turn out higher or lower than it was taken for.
  if (!smooth) requestAnimationFrame(() => scroller.scrollBy({ top: way(), behavior: "instant" }));
}

function follow(on) {
  following.on = on;
  $("follow").hidden = on || !timed;
  if (on && current.cue) bringIntoView(rowOf.get(current.cue));
}

function showTime(time) {
  const cue = cueAt(time);
  const shot = shotAt(time);
  if (shot !== current.shot) {
    current.shot = shot;
    markShot(shot);
  }
  const silent = Boolean(cue) && time >= cue.end;
  $("rows").classList.toggle("silent", silent);
  if (cue === current.cue) return;
  current.cue = cue;
  markCurrent(cue);
  if (!cue) return;
  if (following.on && !following.still && !openEdit) bringIntoView(rowOf.get(cue));
  $("spoken").textContent = `${nameOf(cue.item.speaker)}: ${cue.item.line}`;
}

/** The cue so many before or after the one at this time. */
function stepCue(step) {
  const at = current.cue ? current.cue.place + step : 0;
  const cue = cues[Math.min(Math.max(at, 0), cues.length - 1)];
  if (cue) goTo(cue);
}

/** Go to an entry as a reader would: there, and in sight. still: it is in sight already, and stays where it is. */
function goTo(entry, { still = false } = {}) {
  const row = rowOf.get(entry);
  if (timed) {
    const had = document.activeElement?.closest?.("#rows .cue");
    const field = had && ["tc", "who", "line"].find((name) => document.activeElement.classList.contains(name));
    following.still = still;
    seek(entry.start);
    following.still = false;
    // Cues that begin at one time: the last has begun last, and another may be meant.
    if (entry.kind === "cue" && current.cue !== entry) {
      current.cue = entry;
      markCurrent(entry);
    }
    if (field && entry.kind === "cue") row.querySelector(`.${field}`).focus({ preventScroll: true });
  } else if (entry.kind === "cue") {
    current.cue = entry;
    markCurrent(entry);
  }
  if (still) return;
  const box = row.getBoundingClientRect();
  const around = scrolled();
  if (box.top < around.top + 8 || box.bottom > around.bottom - 8) bringIntoView(row);
}

function startTranscript() {
  buildTranscript();
  const scroller = $("transcript");
  scroller.addEventListener("click", (event) => {
    if (event.target.closest("input, textarea, select, form") || !getSelection().isCollapsed) return;
    const found = event.target.closest(".margin .note") ?? event.target.closest(".row");
    if (found && timed) goTo(found.entry, { still: event.detail > 0 });
  });
  const leave = () => timed && follow(false);
  scroller.addEventListener("wheel", leave, { passive: true });
  scroller.addEventListener("touchmove", leave, { passive: true });
  scroller.addEventListener("pointerdown", (event) => event.target === scroller && leave()); // its scroll bar
  scroller.addEventListener("keydown", (event) => {
    if (["PageUp", "PageDown", "Home", "End"].includes(event.key) && !event.target.matches("input, textarea")) leave();
  });
  $("follow").addEventListener("click", () => follow(true));
  $("announce").addEventListener("click", (event) => {
    const on = event.target.getAttribute("aria-pressed") !== "true";
    event.target.setAttribute("aria-pressed", String(on));
    $("spoken").setAttribute("aria-live", on ? "polite" : "off");
  });
  $("previous").addEventListener("click", () => stepCue(-1));
  $("next").addEventListener("click", () => stepCue(1));
  if (timed) onTime(showTime);
  else if (cues[0]) {
    current.cue = cues[0];
    markCurrent(cues[0]);
  }
}
