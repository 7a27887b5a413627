// The programme that the page shows: what stands in it in programme order, and who speaks.

const script = JSON.parse($("data-transcript").textContent); // format transcript/1
const view = JSON.parse($("data-view").textContent);
const timed = script.timing.start !== null;
const clock = timed
  ? { rate: readRate(script.timing), drop: script.timing.drop_frame, reels: reelsOf(script.timing) }
  : null;

const milliseconds = (seconds) => Math.round((seconds ?? 0) * 1000);

/** A cue, shot, sound or title with its times in milliseconds. place: among those of its kind. */
function entry(kind, item, place) {
  const start = milliseconds(item.start);
  return { kind, item, place, start, end: item.end === undefined ? start : milliseconds(item.end), problems: [] };
}

const cues = script.cues.map((cue, place) => entry("cue", cue, place));
const shots = script.shots.map((shot, place) => entry("shot", shot, place));
const sounds = script.sounds.map((sound, place) => entry("sound", sound, place));
const titles = script.titles.map((title, place) => entry("title", title, place));
// Sorting is stable; at one time the order of the script counts.
const entries = [...shots, ...titles, ...sounds, ...cues].sort(
  (a, b) => a.start - b.start || a.item.lines[0] - b.item.lines[0] || a.item.lines[1] - b.item.lines[1],
);
const textOf = ({ kind, item }) => (kind === "cue" ? item.line : kind === "title" ? item.text : item.note);

/** From the first thing that happens to the last, in milliseconds; a longer film makes it longer. */
const extent = {
  first: Math.min(0, entries[0]?.start ?? 0),
  last: Math.max(1000, ...[cues, shots].map((ones) => ones.reduce((last, one) => Math.max(last, one.end), 0)),
    entries.at(-1)?.start ?? 0, view.subtitles.at(-1)?.[1] ?? 0),
};

/** The problems, each with the entry it is marked at and its time, in the order of the programme. */
const problems = [...script.problems, ...view.broken].map((problem) => {
  const where = entryOfProblem(problem);
  where?.problems.push(problem);
  return { problem, where, start: problem.start ?? where?.start ?? 0 };
});
problems.sort((a, b) => a.start - b.start);

/** The entry whose lines hold the first line of a problem, else the one that stands before it. */
function entryOfProblem(problem) {
  const line = problem.lines[0];
  entryOfProblem.byLine ??= [...entries].sort((a, b) => a.item.lines[0] - b.item.lines[0]);
  const byLine = entryOfProblem.byLine;
  const last = lastBegun(byLine, line, (one) => one.item.lines[0]);
  for (let at = last; at >= 0 && at > last - 20; at--) {
    if (byLine[at].kind === "cue" && byLine[at].item.lines[1] >= line) return byLine[at];
  }
  return byLine[Math.max(0, last)];
}

// ---- who speaks ----

const speakers = {
  /** In the order of the transcript; those who were corrected onto the page come last. */
  order: script.speaker_order ?? view.speakers,
  aliases: new Map(view.speakers.map((name) => [name, script.speakers[name].aliases])),
};

/** What everyone says, most talkative first: name (null for cues of nobody), cues, milliseconds. */
function talk() {
  const found = new Map();
  for (const cue of cues) {
    const one = found.get(cue.item.speaker) ?? { name: cue.item.speaker, cues: 0, time: 0 };
    one.cues += 1;
    one.time += cue.end - cue.start;
    found.set(cue.item.speaker, one);
  }
  return [...found.values()].sort((a, b) => b.time - a.time || b.cues - a.cues);
}

const colourPlaces = new Map();
for (const { name } of talk()) if (name !== null) colourPlaces.set(name, colourPlaces.size);

/** The class that colours a speaker, the same throughout; who comes after ten shares a colour. */
function colourOf(name) {
  if (name === null) return "who-none";
  if (!colourPlaces.has(name)) colourPlaces.set(name, colourPlaces.size);
  return `who-${colourPlaces.get(name) % 10}`;
}

const nameOf = (speaker) => speaker ?? "(nobody named)";

/** The cue that has begun last at a time, and the shot. */
const cueAt = (time) => cues[lastBegun(cues, time, (cue) => cue.start)];
const shotAt = (time) => shots[lastBegun(shots, time, (shot) => shot.start)];
