// What makes the pages smoother. Everything works without it.

const find = document.querySelector("#find");

// "/" goes to the search field, unless the reader is typing somewhere.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    find?.focus();
    find?.select();
  }
  if (event.key === "Escape") {
    const open = document.querySelector("details.pick[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }
});

// One drop-down at a time, and a click elsewhere closes it.
document.addEventListener("click", (event) => {
  for (const pick of document.querySelectorAll("details.pick[open]")) {
    if (!pick.contains(event.target)) pick.open = false;
  }
});

// A filter takes effect when it is changed; the button is for readers without scripts.
document.documentElement.classList.add("scripted");
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-live]");
  if (form && event.target.matches("input[type=checkbox], select")) form.requestSubmit();
});

// On a narrow screen the navigation scrolls; the page that is open must not lie outside of it.
document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
