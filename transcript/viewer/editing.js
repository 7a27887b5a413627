// Correcting a speaker, a timecode or words. A correction changes cues of the transcript; each can be taken back.

const corrected = new Map(); // number of a cue -> the cue as the script has it
const undone = []; // for each correction, what it changed: [place, cue before]
let unsaved = false;

/** Exchange cues for corrected ones: [cue, item] pairs. people: what else it does to the speakers' names. */
function correct(changes, people = () => {}) {
  const before = changes.map(([cue]) => [cue, cue.item, cue.start, cue.end]);
  const known = { order: [...speakers.order], aliases: new Map(speakers.aliases) };
  for (const [cue, item] of changes) setItem(cue, item);
  people();
  undone.push({ before, known });
  unsaved = true;
  redraw(changes.map(([cue]) => cue));
}

function setItem(cue, item) {
  const number = item.number;
  if (!corrected.has(number)) corrected.set(number, cue.item);
  if (same(corrected.get(number), item)) corrected.delete(number);
  cue.item = item;
  cue.start = milliseconds(item.start);
  cue.end = milliseconds(item.end);
  delete cue.folded;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function undo() {
  if (!finishEdit()) return;
  const last = undone.pop();
  if (!last) return;
  for (const [cue, item] of last.before) setItem(cue, item);
  Object.assign(speakers, last.known);
  unsaved = true;
  redraw(last.before.map(([cue]) => cue));
  goTo(last.before[0][0]);
  tell("Taken back.");
}

/** Show what was corrected wherever the page shows it. */
function redraw(changed) {
  unmark();
  const around = new Set(changed.flatMap((cue) => [cue, cues[cue.place + 1]]).filter(Boolean));
  for (const cue of around) redrawCue(cue);
  listSpeakers();
  search();
  if (timed) {
    layRows();
    showSubtitle(player.time, true);
  }
  showUnsaved();
}

function showUnsaved() {
  const count = corrected.size;
  $("undo").hidden = !undone.length;
  $("save").textContent = count ? `Save ${count} corrected ${count === 1 ? "cue" : "cues"}` : "Save";
  $("save").classList.toggle("unsaved", unsaved && undone.length > 0);
}

/** What stands below a corrected cue: how the script has it. */
function correctionMark(cue) {
  const was = corrected.get(cue.item.number);
  const told = [];
  if (was.speaker !== cue.item.speaker) told.push(nameOf(was.speaker));
  if (was.timecode !== cue.item.timecode) told.push(was.timecode);
  if (was.line !== cue.item.line) told.push(`“${was.line}”`);
  if (!told.length) told.push("another end");
  return make("p", "was", make("b", "", "corrected"), ` was ${told.join(", ")}`);
}

// ---- words ----

function correctWords(cue, text) {
  const line = text.trim().replace(/\s+/g, " ");
  if (!line) throw new Error("A cue has words. Escape leaves it as it was.");
  if (line !== cue.item.line) correct([[cue, { ...cue.item, line }]]);
}

// ---- speakers ----

/** The cues around one that one person speaks in a row. */
function speechOf(cue) {
  const says = (other) => other?.item.speaker === cue.item.speaker;
  let [first, last] = [cue.place, cue.place];
  while (says(cues[first - 1])) first -= 1;
  while (says(cues[last + 1])) last += 1;
  return cues.slice(first, last + 1);
}

const saidBy = (name) => cues.filter((cue) => cue.item.speaker === name);

/** Whether a speaker is a voice over the picture, where the rest of what they say is all one or all the other. */
function voiceOverOf(name, otherwise) {
  const kinds = new Set(saidBy(name).map((cue) => cue.item.voice_over));
  return kinds.size === 1 ? [...kinds][0] : otherwise;
}

function correctSpeaker(cue, text, changed) {
  const before = cue.item.speaker;
  const speaker = text.trim().replace(/\s+/g, " ");
  if (!speaker) throw new Error("A speaker has a name. Escape leaves it as it was.");
  if (speaker === before) return;
  const renamed = before !== null && changed.length === saidBy(before).length && !speakers.order.includes(speaker);
  const changes = changed.map((one) => {
    const voiceOver = renamed ? one.item.voice_over : voiceOverOf(speaker, one.item.voice_over);
    return [one, { ...one.item, speaker, voice_over: voiceOver }];
  });
  correct(changes, () => rename(before, speaker));
  tell(`${changes.length} ${changes.length === 1 ? "cue is" : "cues are"} now ${speaker}’s.`);
}

/** Enter a name, and hand on to it that of someone who no longer speaks: it is how the script spells it. */
function rename(before, after) {
  if (!speakers.order.includes(after)) {
    const at = speakers.order.indexOf(before);
    speakers.order.splice(at < 0 ? speakers.order.length : at + 1, 0, after);
    speakers.aliases.set(after, []);
  }
  if (before === null || saidBy(before).length) return;
  const spellings = [...speakers.aliases.get(after), before, ...speakers.aliases.get(before)];
  speakers.aliases.set(after, [...new Set(spellings)].filter((name) => name !== after));
  speakers.aliases.delete(before);
  speakers.order.splice(speakers.order.indexOf(before), 1);
}

// ---- timecodes ----

/** A corrected timecode moves its cue, with the length it had as far as the next one leaves room. */
function correctTimecode(cue, text) {
  const label = readTimecode(text);
  const timecode = writeTimecode(label, clock.drop);
  if (timecode === cue.item.timecode) return;
  const start = timeOfLabel(clock, label, cue.item.reel);
  const [before, after] = [cues[cue.place - 1], cues[cue.place + 1]];
  if ((before && start < before.start) || (after && start > after.start)) {
    const between = [before && `after ${before.item.timecode}`, after && `before ${after.item.timecode}`];
    throw new Error(`${timecode} is out of order: this line stands ${between.filter(Boolean).join(" and ")}.`);
  }
  if (cue.item.end_given && start >= cue.end) {
    throw new Error(`${timecode} is after the end that the script gives, ${labelAt(clock, cue.end)}.`);
  }
  const { start_exact: _start, end_exact: exactEnd, ...item } = cue.item;
  const moved = Math.max(start, cue.end + start - cue.start);
  const end = cue.item.end_given ? cue.end : Math.max(start, after ? Math.min(moved, after.start) : moved);
  const shot = shots.length ? { shot: shotAt(start)?.item.number ?? null } : {};
  const keepsEnd = end === cue.end && exactEnd !== undefined ? { end_exact: exactEnd } : {};
  const changes = [
    [cue, { ...item, ...shot, ...keepsEnd, timecode, start: start / 1000, end: end / 1000, time: provenance(item, label) }],
  ];
  if (before && !before.item.end_given && before.end > start) {
    const { end_exact: _end, ...shorter } = before.item;
    changes.push([before, { ...shorter, end: start / 1000 }]);
  }
  correct(changes);
  seek(start);
}

/** A timecode is given where it is what the script has, repaired where the script has another. */
function provenance(item, label) {
  if (item.typed === null) return "given";
  const typed = /^(\d+)\D(\d+)\D(\d+)(?:\D(\d+))?$/.exec(item.typed.trim())?.slice(1, 5);
  const meant = [label.hours, label.minutes, label.seconds, label.frames];
  return typed?.every((part, at) => (part === undefined ? null : Number(part)) === meant[at]) ? "given" : "repaired";
}

// ---- fields to type into, one at a time ----

let openEdit = null; // { input, changed, finish }

/** Keep what is being typed. False where it is refused, which is told beside it. */
const finishEdit = () => openEdit === null || openEdit.finish();

function edit(field) {
  const row = field.closest(".row.cue");
  if (!row) return;
  if (openEdit) {
    openEdit.input.focus();
    return;
  }
  const kind = ["tc", "who", "line"].find((name) => field.classList.contains(name));
  if (kind === "tc" && !timed) return;
  const cue = row.entry;
  const editors = { tc: timecodeEditor, who: speakerEditor, line: wordsEditor };
  const { form, input, keep } = editors[kind](cue);
  const told = make("span", "wrong");
  told.id = "wrong";
  told.setAttribute("role", "alert");
  form.append(make("span", "keys-hint", "Enter keeps it, Esc leaves it as it was"), told);
  const close = () => {
    openEdit = null;
    form.replaceWith(field);
    const again = rowOf.get(cue).querySelector(`.${kind}`);
    again.focus({ preventScroll: true });
  };
  const finish = () => {
    try {
      keep();
    } catch (error) {
      told.textContent = error.message;
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", "wrong");
      input.focus();
      form.scrollIntoView({ block: "nearest" });
      return false;
    }
    close();
    return true;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finish();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      finish();
    }
  });
  field.replaceWith(form);
  const was = input.value;
  openEdit = { input, changed: () => input.value !== was, finish };
  input.focus();
  input.select();
  form.scrollIntoView({ block: "nearest" });
}

function inputForm(kind, name, value, control = "input") {
  const input = make(control, "");
  input.value = value;
  input.setAttribute("aria-label", name);
  input.spellcheck = control === "textarea";
  return { input, form: make("form", `editor ${kind}`, input) };
}

function timecodeEditor(cue) {
  const { form, input } = inputForm("of-tc", "Timecode", cue.item.timecode);
  return { form, input, keep: () => correctTimecode(cue, input.value) };
}

function wordsEditor(cue) {
  const { form, input } = inputForm("of-words", "Words", cue.item.line, "textarea");
  input.rows = Math.max(2, Math.ceil(cue.item.line.length / 60));
  input.dir = "auto";
  return { form, input, keep: () => correctWords(cue, input.value) };
}

function speakerEditor(cue) {
  const { form, input } = inputForm("of-who", "Speaker", cue.item.speaker ?? "");
  input.setAttribute("list", "known-speakers");
  const name = nameOf(cue.item.speaker);
  const scopes = [
    ["this line", [cue]],
    ["this speech", speechOf(cue)],
    [`all of ${name}`, saidBy(cue.item.speaker)],
  ].filter(([, of], at, all) => at === 0 || of.length > all[at - 1][1].length);
  const scope = make("select", "");
  scope.setAttribute("aria-label", "In");
  scopes.forEach(([label, of]) => scope.append(make("option", "", `${label} (${of.length} ${of.length === 1 ? "cue" : "cues"})`)));
  const opens = rowOf.get(cue).classList.contains("opens");
  scope.selectedIndex = opens ? Math.max(0, scopes.findIndex(([label]) => label === "this speech")) : 0;
  if (scopes.length > 1) form.append(scope);
  return { form, input, keep: () => correctSpeaker(cue, input.value, scopes[Math.max(0, scope.selectedIndex)][1]) };
}

function startEditing() {
  const fields = "#rows .cue .tc, #rows .cue .who, #rows .cue .line";
  $("rows").addEventListener("dblclick", (event) => {
    const field = event.target.closest(fields);
    if (!field) return;
    getSelection().empty();
    edit(field);
  });
  $("rows").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches(fields)) return;
    event.preventDefault();
    edit(event.target);
  });
  $("undo").addEventListener("click", undo);
  addEventListener("beforeunload", (event) => {
    if ((unsaved && undone.length) || openEdit?.changed()) event.preventDefault();
  });
  showUnsaved();
}
