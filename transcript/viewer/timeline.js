// The timeline: a row for each of those who speak most, one for all others, shots and problems below, hits across.
// It is drawn again when it is zoomed, resized or changed; the playhead is an element that moves over it.

const NAMED_ROWS = 7;
const HEIGHTS = { ruler: 20, speech: 15, shots: 12, problems: 12 };
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map((step) => step * 1000);

const canvas = $("canvas");
const track = $("track");
const zoomed = { from: 0, to: 0 };
const rows = []; // of speech: { name, others, cues, label }
let hits = []; // entries that the search found
let drawing = false;

const width = () => track.clientWidth;
const xOf = (time) => ((time - zoomed.from) / (zoomed.to - zoomed.from)) * width();
const timeAt = (x) => zoomed.from + (x / width()) * (zoomed.to - zoomed.from);

/** Who has which row. On a narrow screen all speech shares one. */
function layRows() {
  const people = talk();
  rows.length = 0;
  if (compact.matches) {
    rows.push({ label: "Speech", cues });
  } else {
    const named = people.length > NAMED_ROWS ? people.slice(0, NAMED_ROWS - 1) : people;
    const others = people.slice(named.length).map(({ name }) => name);
    for (const { name } of named) {
      rows.push({ name, label: nameOf(name), cues: cues.filter((cue) => cue.item.speaker === name) });
    }
    if (others.length) {
      const rest = cues.filter((cue) => others.includes(cue.item.speaker));
      rows.push({ label: `${others.length} others`, cues: rest });
    }
  }
  const buttons = rows.map((row) => {
    const button = make("button", row.name === undefined ? "name" : `name ${colourOf(row.name)}`, row.label);
    button.type = "button";
    const of = row.name === undefined ? row.cues : people.find((one) => one.name === row.name);
    button.title = row.name === undefined ? row.label : `${row.label}: ${of.cues} cues, ${inMinutes(of.time)}. Click to find them`;
    if (row.name === undefined) button.disabled = true;
    else button.addEventListener("click", () => searchSpeaker(row.name));
    return button;
  });
  const colours = [...colourPlaces.keys()].map((name) => {
    const swatch = make("i", `swatch ${colourOf(name)}`);
    swatch.name = name;
    return swatch;
  });
  $("timeline-names").replaceChildren(
    ...buttons,
    make("span", "name of-shots", "Shots"),
    make("span", "name of-problems", "Problems"),
    make("span", "swatches", make("i", "swatch who-none"), make("i", "swatch error"), ...colours),
  );
  const height = HEIGHTS.ruler + rows.length * HEIGHTS.speech + HEIGHTS.shots + HEIGHTS.problems + 4;
  $("timeline").style.setProperty("--height", `${height}px`);
  draw();
}

const inMinutes = (time) => `${Math.floor(time / 60000)}:${twoDigits(Math.floor(time / 1000) % 60)}`;

/** The colours that the style sheet gives, for what is drawn. */
function palette() {
  const names = $("timeline-names");
  const of = (element) => getComputedStyle(element).color;
  const speech = new Map([...names.querySelectorAll(".swatches .swatch")].map((one) => [one.name, of(one)]));
  return {
    speech,
    nobody: of(names.querySelector(".swatch.who-none")),
    shots: of(names.querySelector(".of-shots")),
    problems: of(names.querySelector(".of-problems")),
    errors: of(names.querySelector(".swatch.error")),
    text: of(track),
    hits: of($("playhead")),
  };
}

function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    paint();
  });
}

function paint() {
  const [across, down, scale] = [width(), track.clientHeight, devicePixelRatio];
  canvas.width = across * scale;
  canvas.height = down * scale;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const colours = palette();
  paintRuler(pen, colours, down);
  let y = HEIGHTS.ruler;
  for (const row of rows) {
    for (const cue of row.cues) {
      pen.fillStyle = colours.speech.get(cue.item.speaker) ?? colours.nobody;
      bar(pen, cue.start, cue.end, y + 2, HEIGHTS.speech - 4);
    }
    y += HEIGHTS.speech;
  }
  y += 2;
  shots.forEach((shot, place) => {
    pen.fillStyle = colours.shots;
    pen.globalAlpha = place % 2 ? 0.3 : 0.6;
    bar(pen, shot.start, shots[place + 1]?.start ?? shot.end, y + 1, HEIGHTS.shots - 3);
  });
  pen.globalAlpha = 1;
  y += HEIGHTS.shots;
  for (const { problem, start } of problems) {
    pen.fillStyle = problem.severity === "error" ? colours.errors : colours.problems;
    tick(pen, xOf(start), y + 1, HEIGHTS.problems - 3);
  }
  pen.fillStyle = colours.hits;
  for (const hit of hits) {
    const x = Math.round(xOf(hit.start));
    pen.globalAlpha = 0.4;
    pen.fillRect(x, HEIGHTS.ruler, 1, y - HEIGHTS.ruler);
    pen.globalAlpha = 1;
    pen.fillRect(x - 1.5, HEIGHTS.ruler - 6, 4, 5);
  }
}

function bar(pen, start, end, y, height) {
  const x = xOf(start);
  const length = Math.max(1, xOf(end) - x - 0.5);
  if (x + length >= 0 && x <= width()) pen.fillRect(x, y, length, height);
}

function tick(pen, x, y, height) {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + 4, y + height);
  pen.lineTo(x - 4, y + height);
  pen.fill();
}

function paintRuler(pen, colours, down) {
  const step = STEPS.find((one) => xOf(one) - xOf(0) >= 84) ?? STEPS.at(-1);
  pen.font = `11px ${getComputedStyle(track).fontFamily}`;
  pen.fillStyle = colours.text;
  pen.textBaseline = "middle";
  for (let time = Math.ceil(zoomed.from / step) * step; time < zoomed.to; time += step) {
    const x = Math.round(xOf(time));
    pen.globalAlpha = 0.18;
    pen.fillRect(x, 0, 1, down);
    pen.globalAlpha = 1;
    if (x < width() - 60) pen.fillText(labelAt(clock, time, { whole: true }), x + 4, 8);
  }
}

// ---- zoom ----

function show(from, to) {
  const all = extent.last - extent.first;
  const span = Math.min(Math.max(to - from, Math.min(4000, all)), all);
  zoomed.from = Math.min(Math.max(from, extent.first), extent.last - span);
  zoomed.to = zoomed.from + span;
  $("zoom-out").disabled = $("zoom-all").disabled = span === all;
  draw();
  movePlayhead(player.time);
}

function zoom(factor, around = Math.min(Math.max(player.time, zoomed.from), zoomed.to)) {
  show(around - (around - zoomed.from) * factor, around + (zoomed.to - around) * factor);
}

const showAll = () => show(extent.first, extent.last);

// ---- the playhead ----

function movePlayhead(time) {
  const x = xOf(time);
  $("playhead").style.transform = `translateX(${x}px)`;
  $("playhead").hidden = x < -1 || x > width() + 1;
}

function showPosition(time, jumped) {
  const span = zoomed.to - zoomed.from;
  const away = time < zoomed.from || time > zoomed.to;
  if (away && (jumped || player.playing)) show(time - span * (jumped ? 0.5 : 0.05), time + span * (jumped ? 0.5 : 0.95));
  movePlayhead(time);
  const second = Math.round(time / 1000);
  if (second === showPosition.second) return;
  showPosition.second = second;
  const cue = cueAt(time);
  const who = cue && time < cue.end ? `, ${nameOf(cue.item.speaker)}` : "";
  $("position").setAttribute("aria-valuenow", String(second));
  $("position").setAttribute("aria-valuetext", `${labelAt(clock, time, { whole: true })}${who}`);
}

function hover(event) {
  const box = track.getBoundingClientRect();
  const time = timeAt(event.clientX - box.left);
  const cue = cueAt(time);
  const who = cue && time < cue.end ? nameOf(cue.item.speaker) : "";
  const problem = event.clientY - box.top > track.clientHeight - HEIGHTS.problems - 4 && nearProblem(event.clientX - box.left);
  const note = problem ? problem.message : (shotAt(time)?.item.note ?? "");
  $("hover").replaceChildren(
    make("b", "", labelAt(clock, time, { whole: true })),
    who ? ` ${who}` : "",
    note ? make("span", "", note) : "",
  );
  $("hover").hidden = false;
  const x = event.clientX - box.left;
  $("hover").style.insetInlineStart = `${Math.min(Math.max(x - 60, 4), Math.max(4, width() - 230))}px`;
}

function nearProblem(x) {
  return problems.find(({ start }) => Math.abs(xOf(start) - x) < 6)?.problem;
}

function startTimeline() {
  layRows();
  const position = $("position");
  position.setAttribute("aria-valuemin", String(Math.floor(extent.first / 1000)));
  position.setAttribute("aria-valuemax", String(Math.ceil(extent.last / 1000)));
  const seekTo = (event) => {
    seek(timeAt(event.clientX - track.getBoundingClientRect().left));
    if (!player.playing) follow(true);
  };
  position.addEventListener("pointerdown", (event) => {
    position.setPointerCapture(event.pointerId);
    seekTo(event);
  });
  position.addEventListener("pointermove", (event) => {
    if (position.hasPointerCapture(event.pointerId)) seekTo(event);
    else hover(event);
  });
  position.addEventListener("pointerleave", () => ($("hover").hidden = true));
  position.addEventListener(
    "wheel",
    (event) => {
      const span = zoomed.to - zoomed.from;
      const way = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) {
        zoom(1.002 ** event.deltaY, timeAt(event.clientX - track.getBoundingClientRect().left));
      } else {
        show(zoomed.from + (way / width()) * span, zoomed.to + (way / width()) * span);
      }
    },
    { passive: false },
  );
  $("zoom-in").addEventListener("click", () => zoom(0.5));
  $("zoom-out").addEventListener("click", () => zoom(2));
  $("zoom-all").addEventListener("click", showAll);
  video.addEventListener("loadedmetadata", () => {
    position.setAttribute("aria-valuemax", String(Math.ceil(extent.last / 1000)));
    showAll();
  });
  new ResizeObserver(() => {
    draw();
    movePlayhead(player.time);
  }).observe(track);
  compact.addEventListener("change", layRows);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  onTime(showPosition);
  showAll();
}
