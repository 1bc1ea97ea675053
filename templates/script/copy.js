// Puts a button beside each command that copies it; where a page may not write to the clipboard, as many that were
// opened from a folder may not, the command is selected instead.
(() => {
  function select(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  for (const block of document.querySelectorAll(".recheck")) {
    const command = block.querySelector("code");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    const told = document.createElement("span");
    told.className = "note";
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(command.textContent);
        told.textContent = "Copied.";
      } catch {
        select(command);
        told.textContent = "Selected: copy it with the keyboard.";
      }
    });
    block.append(button, told);
  }
})();
