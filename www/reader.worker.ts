// Reads large texts beside the page, so that it never stands still.

import { recover } from "./full";
import { read } from "./reading";

self.addEventListener("message", ({ data }: MessageEvent<string>) => {
  self.postMessage({ reading: read(data, recover, (share) => self.postMessage({ share })) });
});
