// The page as a whole: what it says of the programme, its problems, dark and light; then everything is started.

const passed = { problem: -1 };

function goToProblem(at = (passed.problem + 1) % problems.length) {
  if (!problems.length) return;
  passed.problem = at;
  const { where } = problems[at];
  if (where) {
    goTo(where);
    if (!reducedMotion.matches) marks.get(problems[at].problem).animate({ opacity: [0.3, 1] }, 600);
  }
  const list = $("problems-list");
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const button = list.children[at].querySelector("button");
  button.setAttribute("aria-current", "true");
  list.scrollTop = button.offsetTop - list.offsetTop - list.clientHeight / 2;
}

function listProblems() {
  $("problems").hidden = !problems.length;
  $("problems-count").textContent = String(problems.length);
  $("problems-list").replaceChildren(
    ...problems.map(({ problem, start }, at) => {
      const label = timed ? labelAt(clock, start, { whole: true }) : `line ${problem.lines[0]}`;
      const button = make("button", `of-${problem.severity}`, make("span", "at", label), problem.message);
      button.type = "button";
      button.title = problem.fix;
      button.addEventListener("click", () => goToProblem(at));
      return make("li", "", button);
    }),
  );
}

function changeTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  if (timed) draw();
}

function start() {
  const count = (number, thing) => `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
  const people = talk().filter(({ name }) => name !== null).length;
  $("film-facts").textContent = [
    timed ? inMinutes(extent.last - Math.max(0, extent.first)) : "no timecodes",
    count(cues.length, "cue"),
    count(shots.length, "shot"),
    count(people, "speaker"),
    `${view.rules} rules`,
  ].join(" · ");
  document.body.classList.toggle("untimed", !timed);
  startTranscript();
  if (timed) {
    startSubtitles();
    startPlayer();
    startTimeline();
  }
  startSearch();
  startEditing();
  startSaving();
  startKeyboard();
  listProblems();
  $("theme").addEventListener("click", changeTheme);
  if (timed) seek(0);
}

start();
