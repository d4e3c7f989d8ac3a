// «Copy the link»: the button shows itself only where the browser can copy.
const canCopy = navigator.clipboard && window.isSecureContext;

for (const button of canCopy ? document.querySelectorAll("[data-copy]") : []) {
  const label = button.textContent;
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  status.className = "hidden-visually";
  button.after(status);
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = status.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 3000);
  });
}
