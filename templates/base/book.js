// Sheets to fill in: what is written stays in this browser, under the sheet's name, and goes nowhere else,
// unless somebody saves it as a file, to be sent and opened on the same sheet elsewhere.
for (const sheet of document.querySelectorAll(".worksheet")) {
  const key = "inclucities:" + sheet.dataset.store;
  const foot = sheet.querySelector(".worksheet-foot");
  const status = sheet.querySelector(".worksheet-status");
  const fields = [...sheet.querySelectorAll("input:not([type=file]), textarea")];
  // radio groups of several sheets on one page must not share their names
  for (const field of fields) field.name = sheet.dataset.store + "/" + field.name;
  const read = () => Object.fromEntries(fields
    .filter((field) => field.type === "radio" ? field.checked : field.value)
    .map((field) => [field.name, field.value]));
  const fill = (values) => {
    for (const field of fields) {
      if (field.type === "radio") field.checked = values[field.name] === field.value;
      else field.value = String(values[field.name] ?? "");
    }
  };
  try {
    fill(JSON.parse(localStorage.getItem(key) || "{}"));
    status.textContent = status.dataset.kept;
  } catch {
    status.textContent = status.dataset.refused;
  }
  foot.hidden = false;
  const keep = (words) => {
    try {
      localStorage.setItem(key, JSON.stringify(read()));
      status.textContent = words;
    } catch {
      status.textContent = status.dataset.refused;
    }
  };
  sheet.addEventListener("input", (event) => {
    if (event.target.type !== "file") keep(status.dataset.kept);
  });
  sheet.querySelector(".worksheet-save").addEventListener("click", () => {
    const link = document.createElement("a");
    const content = JSON.stringify({ sheet: sheet.dataset.store, answers: read() }, null, 1);
    link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    link.download = sheet.dataset.store + ".json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
  const opening = sheet.querySelector(".worksheet-open");
  opening.querySelector("input").addEventListener("change", async ({ target }) => {
    try {
      const { sheet: of, answers } = JSON.parse(await target.files[0].text());
      if (of !== sheet.dataset.store || typeof answers !== "object" || !answers) throw new Error(of);
      fill(answers);
      keep(opening.dataset.opened);
    } catch {
      status.textContent = opening.dataset.foreign;
    }
    target.value = "";
  });
  sheet.querySelector(".worksheet-print").addEventListener("click", () => print());
  sheet.querySelector(".worksheet-erase").addEventListener("click", (event) => {
    if (!confirm(event.currentTarget.dataset.question)) return;
    fill({});
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  });
}
