// Reads WebVTT files with npm's webvtt-parser: standard input is a JSON list of {text, mode}, standard output a JSON
// list of {errors, cues}; a cue is {id, start, end, text, voice}, its times in seconds, its text without tags.
"use strict";

const { WebVTTParser } = require("webvtt-parser");
// The parser's own default table misses the semicolons.
const entities = require("webvtt-parser/html-entities.json");

const textOf = (node) => (node.type === "text" ? node.value : (node.children || []).map(textOf).join(""));
const voiceOf = (node) =>
  node.name === "v" ? node.value : (node.children || []).map(voiceOf).find((voice) => voice !== null) || null;

function read({ text, mode }) {
  const { cues, errors } = new WebVTTParser(entities).parse(text, mode);
  return {
    errors: errors.map(({ line, col, message }) => `${line}:${col || 0}: ${message}`),
    cues: cues.map(({ id, startTime, endTime, tree, text }) => ({
      id,
      start: startTime,
      end: endTime,
      // Metadata is no markup: its text counts as it stands.
      text: mode === "metadata" ? text : textOf(tree),
      voice: mode === "metadata" ? null : voiceOf(tree),
    })),
  };
}

let input = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (part) => (input += part));
process.stdin.on("end", () => process.stdout.write(JSON.stringify(JSON.parse(input).map(read))));
