// Saving: the transcript with its corrections, in format transcript/1 as `transcript convert --to json` writes it. What
// was not corrected comes out as it went in, byte for byte.

// As Python has it: what stands between blanks, which JavaScript takes to be a few others, and holds a letter or digit.
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const countWords = (line) => line.split(BLANKS).filter((text) => /[\p{L}\p{N}]/u.test(text)).length;

/** What each speaker says, in the order in which they first speak; those who never do come last. */
function speakerIndex() {
  const spoken = [...new Set(cues.map((cue) => cue.item.speaker))].filter((name) => name !== null);
  const silent = speakers.order.filter((name) => !spoken.includes(name));
  return [...spoken, ...silent].map((name) => {
    const own = saidBy(name);
    return [
      name,
      {
        aliases: speakers.aliases.get(name) ?? [],
        cues: own.map((cue) => cue.item.number),
        words: own.reduce((sum, cue) => sum + countWords(cue.item.line), 0),
        seconds: own.reduce((sum, cue) => sum + cue.end - cue.start, 0) / 1000,
      },
    ];
  });
}

/** JSON over several lines, lists of numbers on one, seconds with their decimal point. */
function spread(value, margin = "  ") {
  return JSON.stringify(value, null, 2)
    .replace(/\[\n\s+(-?\d+(?:,\n\s+-?\d+)*)\n\s+\]/g, (_, numbers) => `[${numbers.replace(/,\s+/g, ", ")}]`)
    .replace(/^(\s+"(?:start|end|seconds|offset)": -?\d+)(?=,?$)/gm, "$1.0")
    .replace(/\n/g, `\n${margin}`);
}

function transcriptJson() {
  const index = speakerIndex();
  const values = { ...script, cues: cues.map((cue) => cue.item) };
  delete values.speaker_order;
  delete values.segments;
  if (!same(index.map(([name]) => name), speakers.order)) values.speaker_order = speakers.order;
  const parts = Object.entries(values).map(([key, value]) => {
    // A list, not an object, which would put names such as 7 first.
    const text =
      key === "speakers" && index.length
        ? `{\n${index.map(([name, one]) => `    ${JSON.stringify(name)}: ${spread(one, "    ")}`).join(",\n")}\n  }`
        : spread(value);
    return `  ${JSON.stringify(key)}: ${text}`;
  });
  if (script.segments?.length) {
    const segments = script.segments.map((segment) => `    ${JSON.stringify(segment)}`);
    parts.push(`  "segments": [\n${segments.join(",\n")}\n  ]`);
  }
  return `{\n${parts.join(",\n")}\n}\n`;
}

function save() {
  if (!finishEdit()) return;
  const file = new Blob([transcriptJson()], { type: "application/json" });
  const link = make("a");
  link.href = URL.createObjectURL(file);
  link.download = `${script.source.name.replace(/(.)\.[A-Za-z]\w{0,7}$/, "$1").replace(/[\\/:*?"<>|\p{Cc}]/gu, "_") || "transcript"}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  unsaved = false;
  showUnsaved();
  tell(`${link.download} is downloaded. Make its subtitles with: transcript convert ${link.download}`);
}

function startSaving() {
  $("save").addEventListener("click", save);
}
