// Timecodes (SMPTE ST 12-1) and programme time in whole milliseconds. Times that are saved are reckoned exactly, in
// fractions of BigInt, and rounded as Python's round does: a half to the even neighbour.

const NTSC = { "23.976": [24000n, 1001n], "29.97": [30000n, 1001n], "59.94": [60000n, 1001n] };

/** The frame rate that the transcript names: as a fraction, frames in a labelled second, labels dropped a minute. */
function readRate(timing) {
  if (timing.frame_rate === null) return null;
  const [num, den = 1n] = NTSC[timing.frame_rate] ?? timing.frame_rate.split("/").map(BigInt);
  const nominal = (num + den - 1n) / den;
  return { num, den, nominal, dropped: timing.drop_frame ? nominal / 15n : 0n };
}

/** A timecode as it may be typed, in numbers. Throws an Error that says what is wrong with it. */
function readTimecode(text) {
  const form = /^(\d{1,3})[:.;](\d{1,2})[:.;](\d{1,2})(?:[:;.,](\d{1,2}))?$/.exec(text.trim());
  if (!form) throw new Error(`No timecode: “${text.trim()}”. Write it as HH:MM:SS or HH:MM:SS:FF.`);
  const [hours, minutes, seconds] = form.slice(1, 4).map(Number);
  if (minutes > 59 || seconds > 59) throw new Error(`A minute or second past 59: “${text.trim()}”.`);
  return { hours, minutes, seconds, frames: form[4] === undefined ? null : Number(form[4]) };
}

const twoDigits = (number) => String(number).padStart(2, "0");

/** A timecode as it is written. */
function writeTimecode({ hours, minutes, seconds, frames }, drop) {
  const whole = [hours, minutes, seconds].map(twoDigits).join(":");
  return frames === null ? whole : whole + (drop ? ";" : ":") + twoDigits(frames);
}

/** Seconds from 00:00:00 to a label, as a fraction. Throws an Error where no such frame exists. */
function exactTime(label, rate) {
  const { hours, minutes, seconds, frames } = label;
  const whole = BigInt((hours * 60 + minutes) * 60 + seconds);
  if (!rate) {
    if (frames !== null) throw new Error("The script has no frame rate: write the timecode without frames.");
    return [whole, 1n];
  }
  const skips = minutes % 10 && seconds === 0 ? rate.dropped : 0n;
  const counted = frames === null ? skips : BigInt(frames);
  if (counted >= rate.nominal) throw new Error(`Frames run from 00 to ${rate.nominal - 1n} here.`);
  if (counted < skips) throw new Error(`Drop-frame skips frames 00 to ${skips - 1n} of this minute.`);
  const minute = whole / 60n;
  const count = whole * rate.nominal + counted - rate.dropped * (minute - minute / 10n);
  return [count * rate.den, rate.num];
}

const minus = ([a, b], [c, d]) => [a * d - c * b, b * d];
const plus = ([a, b], [c, d]) => [a * d + c * b, b * d];

/** A decimal such as 12.5, or a fraction such as 1001/30, as a fraction. */
function readFraction(text) {
  const [num, den] = text.split("/");
  if (den !== undefined) return [BigInt(num), BigInt(den)];
  const [whole, decimals = ""] = num.split(".");
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
}

/** The whole millisecond nearest to an exact time, as a number. */
function nearestMillisecond([num, den]) {
  const scaled = num * 1000n;
  let below = scaled / den;
  if (scaled < below * den) below -= 1n;
  const twice = 2n * (scaled - below * den);
  return Number(twice > den || (twice === den && below % 2n !== 0n) ? below + 1n : below);
}

/** The reels of the programme, in order: from which label each counts, and where it begins. */
const reelsOf = (timing) =>
  (timing.reels ?? [{ number: 1, start: timing.start, offset: 0 }]).map((reel) => ({
    number: reel.number,
    start: readTimecode(reel.start),
    offset: readFraction(reel.offset_exact ?? String(reel.offset)),
    begins: Math.round(reel.offset * 1000),
  }));

/** When, in milliseconds from the programme start, a label of a reel stands. Throws where no such frame exists. */
function timeOfLabel(clock, label, reelNumber) {
  const reel = clock.reels.find((one) => one.number === reelNumber) ?? clock.reels[0];
  return nearestMillisecond(
    plus(reel.offset, minus(exactTime(label, clock.rate), exactTime(reel.start, clock.rate))),
  );
}

/** The label of a time, with frames, or tenths of a second where there is no frame rate; whole seconds on request. */
function labelAt(clock, time, { whole = false } = {}) {
  const reel = clock.reels[Math.max(0, lastBegun(clock.reels, time, (one) => one.begins))];
  const { rate, drop } = clock;
  const [num, den] = exactTime(reel.start, rate);
  const seconds = Math.max(0, Number(num) / Number(den) + (time - reel.begins) / 1000);
  if (!rate) {
    const label = writeTimecode(inParts(Math.floor(seconds + 1e-6)), false);
    return whole ? label : `${label}.${Math.floor((seconds + 1e-6) * 10) % 10}`;
  }
  const label = labelOfFrame(Math.floor((seconds * Number(rate.num)) / Number(rate.den) + 1e-3), rate);
  return writeTimecode(whole ? { ...label, frames: null } : label, drop);
}

const inParts = (seconds) => ({
  hours: Math.floor(seconds / 3600),
  minutes: Math.floor(seconds / 60) % 60,
  seconds: seconds % 60,
  frames: null,
});

function labelOfFrame(frame, rate) {
  const nominal = Number(rate.nominal);
  const dropped = Number(rate.dropped);
  const perMinute = nominal * 60 - dropped;
  const perTen = nominal * 600 - dropped * 9;
  let count = frame;
  if (dropped) {
    const tens = Math.floor(frame / perTen);
    const rest = frame % perTen;
    const minutes = rest < nominal * 60 ? 0 : Math.floor((rest - nominal * 60) / perMinute) + 1;
    count += dropped * (tens * 9 + minutes);
  }
  return { ...inParts(Math.floor(count / nominal)), frames: count % nominal };
}
