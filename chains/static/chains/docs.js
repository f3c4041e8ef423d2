// Swagger UI knows a dark look, but not by itself when it is wanted.

const system = matchMedia("(prefers-color-scheme: dark)");

function follow() {
  const { theme } = document.documentElement.dataset;
  document.documentElement.classList.toggle("dark-mode", theme ? theme === "dark" : system.matches);
}

follow();
system.addEventListener("change", follow);
