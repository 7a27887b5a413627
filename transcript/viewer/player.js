// Programme time as it runs: by the film where there is one, else by a clock of its own. The film begins at the
// programme start. Browsers play forwards only: backwards the clock runs and the film is led along.

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const video = $("video");

const player = {
  time: 0, // milliseconds
  speed: 1, // below 0 backwards
  chosen: 1, // the speed to come back to
  playing: false,
  hasFilm: false,
  listeners: [],
};

/** Whether the film leads: past its end, where the programme is longer, the clock does. */
const filmRuns = () =>
  player.hasFilm && player.playing && player.speed > 0 && !(player.time >= video.duration * 1000);

/** Call `listener(time, jumped)` whenever the time has changed; jumped: by a seek. */
const onTime = (listener) => player.listeners.push(listener);

function announceTime(jumped) {
  for (const listener of player.listeners) listener(player.time, jumped);
}

function seek(time) {
  player.time = Math.min(Math.max(time, extent.first), extent.last);
  if (player.hasFilm) video.currentTime = Math.max(0, player.time) / 1000;
  if (player.playing) runFilm();
  announceTime(true);
}

function play(speed = player.speed) {
  if (player.time >= extent.last && speed > 0) seek(extent.first);
  player.speed = speed;
  const started = player.playing;
  player.playing = true;
  runFilm();
  showPlaying();
  if (!started) {
    player.last = performance.now();
    requestAnimationFrame(run);
  }
}

/** Let the film run, or stand where the clock leads. */
function runFilm() {
  if (!player.hasFilm) return;
  if (!filmRuns()) {
    video.pause();
    return;
  }
  video.playbackRate = player.speed;
  video.play().catch((refusal) => {
    if (refusal.name === "AbortError") return; // paused again before it began
    pause();
    tell(`The film does not play: ${refusal.message}`);
  });
}

function pause() {
  player.playing = false;
  player.speed = player.chosen;
  if (player.hasFilm) video.pause();
  showPlaying();
}

const togglePlaying = () => (player.playing ? pause() : play());

/** A step faster forwards or backwards, or playing in that direction. */
function shuttle(direction) {
  const runs = player.playing && Math.sign(player.speed) === direction;
  const faster = SPEEDS.find((speed) => speed > Math.abs(player.speed)) ?? SPEEDS.at(-1);
  play(direction * (runs ? faster : 1));
}

function run(now) {
  if (!player.playing) return;
  const passed = now - player.last;
  player.last = now;
  if (filmRuns()) {
    player.time = video.currentTime * 1000;
  } else {
    player.time = Math.min(Math.max(player.time + passed * player.speed, extent.first), extent.last);
    if (player.hasFilm && !video.seeking && player.time < video.duration * 1000) video.currentTime = Math.max(0, player.time) / 1000;
    if (player.time === (player.speed > 0 ? extent.last : extent.first)) pause();
  }
  announceTime(false);
  requestAnimationFrame(run);
}

function showPlaying() {
  const button = $("play");
  button.setAttribute("aria-label", player.playing ? "Pause" : "Play");
  button.classList.toggle("playing", player.playing);
  const speed = player.playing ? player.speed : Math.abs(player.speed);
  for (const option of $("speed").options) if (Number(option.value) === speed) option.selected = true;
}

// ---- the film ----

/** At the end of the film the clock takes over. */
function filmEnded() {
  if (!filmRuns()) return;
  if (video.duration * 1000 <= extent.last) player.time = video.duration * 1000;
  else pause(); // it did not say how long it is
}

/** The name of a film: one that is not UTF-8 stands as in its address. */
function nameIn(address) {
  const name = address.split("/").at(-1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function openFilm(address, name) {
  $("film-told").replaceChildren(`Opening ${name} …`);
  video.src = address;
}

const opened = { address: null, name: null }; // a file that was chosen or dropped

function openFile(file) {
  if (opened.address) URL.revokeObjectURL(opened.address);
  opened.address = URL.createObjectURL(file);
  opened.name = file.name;
  openFilm(opened.address, file.name);
}

function filmReady() {
  player.hasFilm = true;
  video.hidden = false;
  $("no-film").hidden = true;
  document.body.classList.add("has-film");
  video.playbackRate = Math.abs(player.speed);
  // A film that was written into a pipe does not say how long it is.
  if (Number.isFinite(video.duration)) extent.last = Math.max(extent.last, Math.ceil(video.duration * 1000));
  seek(player.time);
  if (player.playing) play();
}

function filmFailed() {
  player.hasFilm = false;
  video.hidden = true;
  $("no-film").hidden = false;
  document.body.classList.remove("has-film");
  const name = opened.name ?? view.video;
  const again = make("button", "link", "Choose another");
  again.type = "button";
  again.addEventListener("click", () => $("film-file").click());
  const found = opened.name ? "This browser cannot play it" : "It is not there, or this browser cannot play it";
  $("film-told").replaceChildren(`${name}: ${found}. `, again, ", or drop one here.");
}

function startPlayer() {
  for (const speed of [...SPEEDS, -1, -1.25, -1.5, -2, -3, -4]) {
    const option = make("option", "", `${speed < 0 ? "−" : ""}${Math.abs(speed)}×`);
    option.value = String(speed);
    option.hidden = speed < 0;
    $("speed").append(option);
  }
  $("speed").addEventListener("change", (event) => {
    const speed = Number(event.target.value);
    player.chosen = player.speed = speed;
    if (player.playing) play(speed);
  });
  video.addEventListener("loadedmetadata", filmReady);
  video.addEventListener("error", filmFailed);
  video.addEventListener("ended", filmEnded);
  // By the keys of a keyboard or a headset, past the page.
  video.addEventListener("pause", () => video.ended || !filmRuns() || pause());
  video.addEventListener("play", () => player.playing || play());
  $("play").addEventListener("click", togglePlaying);
  $("mute").addEventListener("click", toggleMute);
  $("wide").addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : $("stage").requestFullscreen(),
  );
  $("stage").addEventListener("click", (event) => player.hasFilm && event.target.closest("button") === null && togglePlaying());
  $("choose").addEventListener("click", () => $("film-file").click());
  $("film-file").addEventListener("change", (event) => event.target.files[0] && openFile(event.target.files[0]));
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget ?? document.body.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    if (event.dataTransfer.files[0]) openFile(event.dataTransfer.files[0]);
  });
  onTime((time) => ($("now").textContent = labelAt(clock, time)));
  showPlaying();
  if (view.video) openFilm(view.video, nameIn(view.video));
}

function toggleMute() {
  video.muted = !video.muted;
  $("mute").setAttribute("aria-pressed", String(video.muted));
}
