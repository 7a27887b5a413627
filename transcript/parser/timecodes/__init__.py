"""When things happen: timecodes as typed, mended, with their frame rate and reel, in programme seconds."""
