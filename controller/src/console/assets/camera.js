// The PC's camera, for still pictures of QR codes. It is on while its panel is on the screen, and at no other time: a page that is locked
// has none.

import { byId, h, write } from "./dom.js";
import { t } from "./texts.js";

const WANTED = { audio: false, video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } } };

/**
 * Takes pictures until one is enough or somebody leaves.
 * @param {(picture: Blob) => Promise<string|null>} read  what is still wrong with a picture, or null when it was enough
 * @returns {Promise<{why?: string}>} why there was no camera
 */
export async function camera(read) {
  let stream = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia(WANTED);
  } catch (error) {
    return { why: t(error.name === "NotAllowedError" ? "camera-denied" : "camera-none") };
  }
  const video = h("video", { autoplay: true, muted: true, playsinline: true, "aria-label": t("camera-view") });
  video.srcObject = stream;
  const told = h("p", { role: "status", class: "hint" }, t("camera-about"));
  const over = byId("over");
  const before = document.activeElement;
  await new Promise((done) => {
    const shoot = h("button", { type: "button", class: "main", id: "shoot", onclick: take }, t("camera-shoot"));
    const leave = h("button", { type: "button", onclick: done }, t("leave"));
    const box = h("div", {
      class: "wide camera", role: "dialog", "aria-modal": "true", "aria-labelledby": "camera-head", tabindex: "-1",
      onkeydown: (event) => event.key === "Escape" ? done() : event.key === "Tab" && keepInside(event, shoot, leave),
    }, h("h2", { id: "camera-head" }, t("camera-head")), video, told, h("p", { class: "buttons" }, shoot, leave));
    addEventListener("locked", done, { once: true });
    over.replaceChildren(box);
    over.hidden = false;
    byId("page").setAttribute("aria-hidden", "true");
    shoot.focus();

    async function take() {
      shoot.disabled = true;
      write(told, t("picture-reading"));
      const picture = await still(video);
      const why = picture ? await read(picture) : t("camera-dark");
      if (!why) return done();
      write(told, why);
      shoot.disabled = false;
      shoot.focus();
    }
  });
  for (const track of stream.getTracks()) track.stop();
  over.hidden = true;
  over.replaceChildren();
  byId("page").removeAttribute("aria-hidden");
  (before?.isConnected ? before : document.body).focus();
  return {};
}

function keepInside(event, first, last) {
  const at = document.activeElement;
  if (event.shiftKey ? at !== last : at === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

function still(video) {
  if (!video.videoWidth) return null;
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
