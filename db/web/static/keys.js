// Keys: "/" to the search field, "j" and "k" to the next and the last result, "h" home. Everything works without.
"use strict";
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("q");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    field.focus();
    field.select();
  } else if (event.key === "h") {
    location.assign("/");
  } else if (event.key === "j" || event.key === "k") {
    const stops = [...document.querySelectorAll("[data-stop]")];
    const place = stops.indexOf(document.activeElement);
    const next = event.key === "j" ? place + 1 : Math.max(0, place - 1);
    if (stops[next]) stops[next].focus();
  }
});
