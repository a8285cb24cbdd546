// Pictures of QR codes: made as small as the controller takes them, and read by it.

import { sendPicture } from "./request.js";
import { t } from "./texts.js";

// As large as the controller unpacks, with room; a telephone's picture has more.
const MOST_PIXELS = 8_000_000;
const MOST_BYTES = 1024 * 1024;
// A picture that was packed without a loss of what matters is below the bound at one of these.
const QUALITIES = [0.92, 0.8, 0.6, 0.4];

export const isPicture = (file) => file.type.startsWith("image/");

/** The text in the codes of a picture: `{answer}`, or `{problem}` with words in both languages. */
export async function inCodes(picture) {
  const bitmap = await createImageBitmap(picture).catch(() => null);
  if (!bitmap) return failed("picture-unopened");
  const blob = await packed(bitmap);
  bitmap.close();
  if (!blob) return failed("picture-unopened");
  return sendPicture("/licenses/picture", blob).catch(() => failed("picture-unsent"));
}

const failed = (key) => ({ problem: { ja: t(key), en: t(key) } });

async function packed(bitmap) {
  const shrink = Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.floor(bitmap.width * shrink));
  canvas.height = Math.max(1, Math.floor(bitmap.height * shrink));
  const context = canvas.getContext("2d");
  // What can be seen through lies on paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (!blob || blob.size <= MOST_BYTES) return blob;
  }
  return null;
}
