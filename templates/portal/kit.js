// Puts the listed files together as one ZIP, stored without compression: most of them are packed already.
// Without this script, and from disk, the files are there to be taken one by one.
"use strict";

(function () {
  const pack = document.getElementById("pack");
  if (!pack) return;
  if (!location.protocol.startsWith("http")) {  // browsers let no script read files from disk
    document.getElementById("from-disk").hidden = false;
    return;
  }
  const [start, progress, state] = ["start", "progress", "state"].map((name) => document.getElementById(`pack-${name}`));
  pack.hidden = false;

  const remainders = new Uint32Array(256).map((_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  function checksum(bytes) {
    let value = 0xffffffff;
    for (const byte of bytes) value = (value >>> 8) ^ remainders[(value ^ byte) & 255];
    return ~value >>> 0;
  }

  // A record of the ZIP format: two or four bytes for each number, the least first.
  function record(...fields) {
    const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
    let at = 0;
    for (const [size, value] of fields) {
      if (size === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += size;
    }
    return view.buffer;
  }
  const FIRST_DAY = [[2, 0], [2, 0x21]];  // midnight, 1 January 1980: the earliest that ZIP knows
  const UTF8 = 0x800;

  class Archive {
    parts = [];
    directory = [];
    length = 0;

    add(path, bytes) {
      const name = new TextEncoder().encode(path);
      const about = [[2, 20], [2, UTF8], [2, 0], ...FIRST_DAY, [4, checksum(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
      this.directory.push(record([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, this.length]), name);
      this.parts.push(new Blob([record([4, 0x04034b50], ...about), name, bytes]));
      this.length += 30 + name.length + bytes.length;
    }

    finish() {
      const directory = new Blob(this.directory);
      const count = this.directory.length / 2;
      const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, directory.size], [4, this.length], [2, 0]);
      return new Blob([...this.parts, directory, end], { type: "application/zip" });
    }
  }

  async function read(address) {
    const answer = await fetch(address, { cache: "no-cache" });
    if (!answer.ok) throw new Error(address);
    return answer;
  }

  async function collect() {
    const links = [...document.querySelectorAll("[data-path]")];
    const manifest = await (await read(pack.dataset.root)).json();
    const known = new Map(manifest.artifacts.map((one) => [one.path, one]));
    const archive = new Archive();
    const text = (words) => new TextEncoder().encode(words);
    const listed = links.map((link) => [link.dataset.path, link.textContent]).sort(([a], [b]) => (a < b ? -1 : 1));
    archive.add("CONTENTS.txt", text("\ufeff" + listed.map(([path, title]) => `${path}\r\n    ${title}\r\n`).join("")));
    archive.add("SHA256SUMS", text(listed.map(([path]) => `${known.get(path).sha256}  ${path}\n`).join("")));
    for (const link of links) {
      const bytes = new Uint8Array(await (await read(link.href)).arrayBuffer());
      if (bytes.length !== known.get(link.dataset.path).bytes) throw new Error(link.href);
      archive.add(link.dataset.path, bytes);
      progress.value += 1;
    }
    return archive.finish();
  }

  start.addEventListener("click", async () => {
    start.disabled = true;
    state.textContent = "";
    progress.value = 0;
    progress.hidden = false;
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await collect());
      link.download = `${pack.dataset.name}.zip`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      state.textContent = state.dataset.done;
    } catch {
      state.textContent = state.dataset.failed;
    }
    progress.hidden = true;
    start.disabled = false;
  });
})();
