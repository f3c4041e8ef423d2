// How far a commit is, asked every second; the page without scripts reloads itself instead.

const section = document.querySelector("[data-state]");
const bar = section.querySelector("progress");
const words = section.querySelector("[role=status]");
const heard = document.getElementById("heard");

async function look() {
  try {
    const answer = await fetch(section.dataset.state, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    const state = await answer.json();
    if (state.next) {
      // The page itself says how it ended, and leads on.
      location.reload();
      return;
    }
    if (state.total && state.done) {
      bar.max = state.total;
      bar.value = state.done;
    } else {
      bar.removeAttribute("value");
    }
    if (words.textContent !== state.words) words.textContent = state.words;
    heard.textContent = state.heard;
    for (const id of ["silent", "again"]) {
      const part = document.getElementById(id);
      if (part) part.hidden = !state.hint;
    }
  } catch {
    // The server is busy or being started again: ask once more.
  }
  setTimeout(look, 1000);
}

setTimeout(look, 1000);
