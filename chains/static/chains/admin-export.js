// The buttons that tick all columns of an export, or none.

const boxes = document.querySelectorAll(".export-columns input");

for (const choosing of document.querySelectorAll("[data-choosing]")) choosing.hidden = false;
for (const button of document.querySelectorAll("[data-choose]")) {
  button.addEventListener("click", () => {
    for (const box of boxes) box.checked = button.dataset.choose === "all";
  });
}
