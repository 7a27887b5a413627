// Reads TTML files with npm's imsc (imscJS): standard input is a JSON list of texts, standard output a JSON list of
// {errors, shown}; shown is what stands on the screen from each time on, {time, regions}, a region {id, text}.
"use strict";

const { fromXML } = require("imsc/src/main/js/doc.js");
const { generateISD } = require("imsc/src/main/js/isd.js");

const textOf = (node) => (node.kind === "br" ? "\n" : (node.text || "") + (node.contents || []).map(textOf).join(""));

function read(text) {
  const errors = [];
  const note = (message) => {
    errors.push(message);
    return false;
  };
  const handler = { info: note, warn: note, error: note, fatal: note };
  const document = fromXML(text, handler);
  const shown = document.getMediaTimeEvents().map((time) => ({
    time,
    regions: generateISD(document, time, handler).contents.map((region) => ({ id: region.id, text: textOf(region) })),
  }));
  return { errors, shown };
}

let input = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (part) => (input += part));
process.stdin.on("end", () => process.stdout.write(JSON.stringify(JSON.parse(input).map(read))));
