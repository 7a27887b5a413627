// The subtitles over the picture, as they will be: lines, labels, colours, italics.

const subtitles = view.subtitles.map(([start, end, parts, ofCues]) => ({ start, end, parts, ofCues }));
const shownSubtitle = { place: null };

function subtitleAt(time) {
  const place = lastBegun(subtitles, time, (subtitle) => subtitle.start);
  return place >= 0 && time < subtitles[place].end ? place : -1;
}

/** The lines of a subtitle; what speakers say is italic behind their labels. */
function linesOf(subtitle) {
  const lines = [];
  for (const [text, label, colour, italic] of subtitle.parts) {
    let at = 0;
    for (const line of text.split("\n")) {
      const said = line.slice(Math.max(0, label - at));
      const named = line.slice(0, line.length - said.length);
      const box = make("span", "box", named, italic ? make("i", "", said) : said);
      if (colour) box.style.color = colour;
      lines.push(make("div", "line", box));
      at += line.length + 1;
    }
  }
  return lines;
}

/** Made before one of its cues was corrected on this page. */
const isStale = (subtitle) => subtitle.ofCues.some((number) => corrected.has(number));

function showSubtitle(time, again) {
  const place = subtitleAt(time);
  if (place === shownSubtitle.place && !again) return;
  shownSubtitle.place = place;
  const subtitle = subtitles[place];
  const lines = subtitle ? linesOf(subtitle) : [];
  const stale = Boolean(subtitle) && isStale(subtitle);
  if (stale) lines.unshift(make("div", "stale", "as before your correction"));
  $("overlay").replaceChildren(...lines);
  $("about-subtitle").textContent = subtitle
    ? `${place + 1} of ${subtitles.length}, ${((subtitle.end - subtitle.start) / 1000).toFixed(1)} s` +
      (stale ? ", as before your correction" : "")
    : subtitles.length
      ? "none now"
      : "the script gives none";
}

function startSubtitles() {
  onTime((time) => {
    showSubtitle(time, false);
    const shot = shotAt(time);
    const note = shot ? `${shot.item.note || "(without a note)"}` : "none";
    if ($("about-shot").textContent !== note) $("about-shot").textContent = note;
  });
}
