// The keys of the page; where something is typed they are letters.

const KEYS = {
  " ": togglePlaying,
  k: togglePlaying,
  l: () => shuttle(1),
  j: () => shuttle(-1),
  ArrowLeft: () => seek(player.time - 1000),
  ArrowRight: () => seek(player.time + 1000),
  ArrowUp: () => stepCue(-1),
  ArrowDown: () => stepCue(1),
  f: () => follow(true),
  m: () => player.hasFilm && toggleMute(),
  "+": () => zoom(0.5),
  "-": () => zoom(2),
  0: showAll,
  Home: () => seek(extent.first),
  End: () => seek(extent.last),
};
const ANYWHERE = {
  "/": () => {
    $("search-words").focus();
    $("search-words").select();
  },
  p: () => goToProblem(),
  "?": () => $("help").showModal(),
  ArrowUp: () => stepCue(-1),
  ArrowDown: () => stepCue(1),
};

const typing = (target) => target.matches("input, textarea, select") || $("help").open;

function pressed(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === "s") act(event, save);
    else if (key === "z" && !typing(event.target)) act(event, undo);
    return;
  }
  if (event.altKey || typing(event.target)) return;
  // A button that has the focus is pressed by space; the words of a line are none.
  if (key === " " && event.target.matches("button, summary") && !event.target.closest("#rows")) return;
  const onlySlider = key === "Home" || key === "End";
  if (onlySlider && event.target !== $("position")) return;
  const action = (timed ? KEYS[key] : undefined) ?? ANYWHERE[key];
  if (action) act(event, action);
}

function act(event, action) {
  event.preventDefault();
  action();
}

/** What was clicked does not keep the keys: space plays again. Whoever moves by keyboard stays where they are. */
function giveKeysBack() {
  let pointed = false; // the pointer was used last
  addEventListener("pointerdown", () => (pointed = true), true);
  addEventListener("keydown", () => (pointed = false), true);
  const back = (field) => field && !field.closest("#rows") && $("transcript").focus({ preventScroll: true });
  // Before the click does anything: what it opens may take the focus.
  document.addEventListener("click", (event) => event.detail > 0 && back(event.target.closest("button")), true);
  document.addEventListener("change", (event) => pointed && back(event.target.closest("select")));
}

function startKeyboard() {
  giveKeysBack();
  document.addEventListener("keydown", pressed);
  $("help-button").addEventListener("click", () => $("help").showModal());
}
